"""What must be true of the whole database, whoever wrote it: services, the demo, a data set.

Each check is a query that counts the rows breaking it; 0 everywhere is a sound database.
"""

from collections.abc import Iterator

from django.db import connection

from listings.models import Photo
from listings.services.pictures import picture_is_stored

CHECKS = {
    "every member has a closet": """
        SELECT count(*) FROM closets_user u
        WHERE NOT EXISTS (SELECT 1 FROM closets_closet c WHERE c.user_id = u.id)""",
    "likes are counted": """
        SELECT count(*) FROM listings_listing l
        LEFT JOIN social_listingcounts n ON n.listing_id = l.id
        WHERE coalesce(n.likes, 0) + coalesce((
            SELECT sum(d.likes) FROM social_listingdelta d WHERE d.listing_id = l.id), 0) <>
            (SELECT count(*) FROM social_like x WHERE x.listing_id = l.id)""",
    "shares are counted": """
        SELECT count(*) FROM listings_listing l
        LEFT JOIN social_listingcounts n ON n.listing_id = l.id
        WHERE coalesce(n.shares, 0) + coalesce((
            SELECT sum(d.shares) FROM social_listingdelta d WHERE d.listing_id = l.id), 0) <>
            (SELECT count(*) FROM social_share x WHERE x.listing_id = l.id)""",
    "visible comments are counted": """
        SELECT count(*) FROM listings_listing l
        LEFT JOIN social_listingcounts n ON n.listing_id = l.id
        WHERE coalesce(n.comments, 0) + coalesce((
            SELECT sum(d.comments) FROM social_listingdelta d WHERE d.listing_id = l.id), 0) <>
            (SELECT count(*) FROM social_comment x
             WHERE x.listing_id = l.id AND x.deleted_at IS NULL)""",
    "followers are counted": """
        SELECT count(*) FROM closets_closet c
        LEFT JOIN social_closetcounts n ON n.closet_id = c.id
        WHERE coalesce(n.followers, 0) + coalesce((
            SELECT sum(d.followers) FROM social_closetdelta d WHERE d.closet_id = c.id), 0) <>
            (SELECT count(*) FROM social_closetfollow x WHERE x.closet_id = c.id)""",
    "followed closets are counted": """
        SELECT count(*) FROM closets_closet c
        LEFT JOIN social_closetcounts n ON n.closet_id = c.id
        WHERE coalesce(n.following, 0) + coalesce((
            SELECT sum(d.following) FROM social_closetdelta d WHERE d.closet_id = c.id), 0) <>
            (SELECT count(*) FROM social_closetfollow x WHERE x.user_id = c.user_id)""",
    "nobody likes their own listing": """
        SELECT count(*) FROM social_like x
        JOIN listings_listing l ON l.id = x.listing_id JOIN closets_closet c ON c.id = l.closet_id
        WHERE c.user_id = x.user_id""",
    "nobody follows their own closet": """
        SELECT count(*) FROM social_closetfollow x JOIN closets_closet c ON c.id = x.closet_id
        WHERE c.user_id = x.user_id""",
    "nobody acts before the listing is published": """
        SELECT count(*) FROM (
            SELECT listing_id, created_at FROM social_like
            UNION ALL SELECT listing_id, created_at FROM social_share
            UNION ALL SELECT listing_id, created_at FROM social_comment) x
        JOIN listings_listing l ON l.id = x.listing_id
        WHERE l.published_at IS NULL OR x.created_at < l.published_at""",
    "nobody acts before they join": """
        SELECT count(*) FROM (
            SELECT user_id, created_at FROM social_like
            UNION ALL SELECT user_id, created_at FROM social_share
            UNION ALL SELECT user_id, created_at FROM social_comment
            UNION ALL SELECT user_id, created_at FROM social_closetfollow
            UNION ALL SELECT user_id, created_at FROM social_brandfollow) x
        JOIN closets_user u ON u.id = x.user_id WHERE x.created_at < u.date_joined""",
    "times of a listing are in order": """
        SELECT count(*) FROM listings_listing
        WHERE published_at < created_at OR shared_at < published_at OR sold_at < published_at
            OR greatest(created_at, published_at, shared_at, sold_at) > now()""",
    "the last share lifted the listing": """
        SELECT count(*) FROM listings_listing l
        JOIN (SELECT listing_id, max(created_at) AS at FROM social_share GROUP BY 1) s
            ON s.listing_id = l.id
        WHERE l.shared_at < s.at - interval '1 second'""",
    "the history ends in the listing's state": """
        SELECT count(*) FROM listings_listing l LEFT JOIN LATERAL (
            SELECT to_status FROM listings_listingtransition t
            WHERE t.listing_id = l.id ORDER BY t.id DESC LIMIT 1) last ON true
        WHERE coalesce(last.to_status, 'draft') <> l.status""",
    "each move starts where the one before ended": """
        SELECT count(*) FROM (
            SELECT from_status, lag(to_status, 1, 'draft')
                OVER (PARTITION BY listing_id ORDER BY id) AS before
            FROM listings_listingtransition) t WHERE t.from_status <> t.before""",
    "the price is the last one of its history": """
        SELECT count(*) FROM listings_listing l JOIN LATERAL (
            SELECT new_cents FROM listings_pricechange p
            WHERE p.listing_id = l.id ORDER BY p.id DESC LIMIT 1) last ON true
        WHERE last.new_cents <> l.price_cents""",
    "published listings have photos, from place 0 on": """
        SELECT count(*) FROM listings_listing l LEFT JOIN LATERAL (
            SELECT count(*) AS photos, max(position) AS last FROM listings_photo p
            WHERE p.listing_id = l.id) p ON true
        WHERE l.status <> 'draft' AND (p.photos = 0 OR p.last <> p.photos - 1)""",
    "the cover is the first photo that is ready": """
        SELECT count(*) FROM listings_listing l WHERE l.cover_id IS DISTINCT FROM (
            SELECT p.id FROM listings_photo p WHERE p.listing_id = l.id AND p.state = 'ready'
            ORDER BY p.position LIMIT 1)""",
    "ready photos know their picture": """
        SELECT count(*) FROM listings_photo WHERE state = 'ready'
            AND (length(content_hash) <> 64 OR width = 0 OR height = 0)""",
    "published listings can be found by words": """
        SELECT count(*) FROM listings_listing
        WHERE published_at IS NOT NULL AND (search_vector IS NULL OR search_vector = '')""",
    "the category belongs to the department": """
        SELECT count(*) FROM listings_listing l
        JOIN listings_category c ON c.id = l.category_id
        LEFT JOIN listings_category s ON s.id = l.subcategory_id
        WHERE c.department_id <> l.department_id OR c.parent_id IS NOT NULL
            OR s.parent_id <> c.id""",
    "the size belongs to the category": """
        SELECT count(*) FROM listings_listing l
        JOIN listings_size z ON z.id = l.size_id
        JOIN listings_category c ON c.id = coalesce(l.subcategory_id, l.category_id)
        WHERE z."group" <> c.size_group""",
    "style tags are in the catalogue": """
        SELECT count(*) FROM (SELECT unnest(style_tags) AS tag FROM listings_listing) l
        WHERE tag NOT IN (SELECT slug FROM listings_styletag)""",
    "sold listings are in a live order, and the reverse": """
        SELECT count(*) FROM listings_listing l LEFT JOIN (
            SELECT line.listing_id FROM payments_orderline line
            JOIN payments_order o ON o.id = line.order_id
            WHERE line.released_at IS NULL AND o.placed_at IS NOT NULL) sold
            ON sold.listing_id = l.id
        WHERE NOT l.in_sizes AND (l.status = 'sold') <> (sold.listing_id IS NOT NULL)""",
    "pieces held are those of unpaid orders": """
        SELECT count(*) FROM listings_listingstock s WHERE s.held <> (
            SELECT count(*) FROM payments_orderline line
            JOIN payments_order o ON o.id = line.order_id
            WHERE line.listing_id = s.listing_id AND line.size_id = s.size_id
                AND line.released_at IS NULL AND o.placed_at IS NULL)""",
    "pieces on sale are counted": """
        SELECT count(*) FROM listings_listing l
        WHERE l.in_sizes AND l.quantity <> coalesce((
            SELECT sum(s.quantity) FROM listings_listingstock s WHERE s.listing_id = l.id), 0)""",
    "the order's history ends in its state": """
        SELECT count(*) FROM payments_order o LEFT JOIN LATERAL (
            SELECT to_status FROM payments_ordertransition t
            WHERE t.order_id = o.id ORDER BY t.id DESC LIMIT 1) last ON true
        WHERE coalesce(last.to_status, 'awaiting_payment') <> o.status""",
    "ratings are counted": """
        SELECT count(*) FROM closets_closet c
        LEFT JOIN payments_closetreputation n ON n.closet_id = c.id
        WHERE ARRAY[coalesce(n.stars_1, 0), coalesce(n.stars_2, 0), coalesce(n.stars_3, 0),
            coalesce(n.stars_4, 0), coalesce(n.stars_5, 0)]::bigint[] <> (
            SELECT ARRAY[count(*) FILTER (WHERE x.stars = 1), count(*) FILTER (WHERE x.stars = 2),
                count(*) FILTER (WHERE x.stars = 3), count(*) FILTER (WHERE x.stars = 4),
                count(*) FILTER (WHERE x.stars = 5)]
            FROM payments_rating x WHERE x.closet_id = c.id AND x.removed_at IS NULL)""",
    "ratings are of orders that their buyer accepted": """
        SELECT count(*) FROM payments_rating x JOIN payments_order o ON o.id = x.order_id
        WHERE o.status <> 'complete' OR o.delivered_at IS NULL OR o.buyer_id <> x.buyer_id
            OR o.closet_id <> x.closet_id OR x.created_at < o.completed_at""",
    "items sold again have a history": """
        SELECT count(*) FROM listings_listing l
        FULL JOIN payments_reposh r ON r.listing_id = l.id
        WHERE l.is_reposh <> (r.line_id IS NOT NULL)""",
    "every transfer of the ledger is balanced": """
        SELECT count(*) FROM (SELECT transfer_id FROM payments_entry
            GROUP BY 1 HAVING sum(amount_cents) <> 0 OR count(*) < 2) t""",
    "money held for sellers is that of open orders": """
        SELECT count(*) FROM closets_closet c
        WHERE coalesce((SELECT sum(e.amount_cents) FROM payments_entry e
            JOIN payments_account a ON a.id = e.account_id
            WHERE a.kind = 'held_for_seller' AND a.owner_id = c.user_id), 0)
        <> coalesce((SELECT sum(o.item_cents - o.fee_cents) FROM payments_order o
            WHERE o.closet_id = c.id
                AND o.status IN ('in_process', 'shipped', 'delivered', 'in_case')), 0)""",
    "buyers' money is put to orders or sent back": """
        SELECT count(*) FROM (SELECT e.account_id FROM payments_entry e
            JOIN payments_account a ON a.id = e.account_id
            WHERE a.kind = 'buyer_clearing' AND NOT EXISTS (
                SELECT 1 FROM payments_checkout c JOIN payments_refund r ON r.checkout_id = c.id
                WHERE c.buyer_id = a.owner_id AND r.sent_at IS NULL)
            GROUP BY 1 HAVING sum(e.amount_cents) <> 0) x""",
}
LOST_PICTURES = "ready photos are in storage"


def broken_invariants() -> dict[str, int]:
    """How many rows break each check that is broken; {} for a sound database."""
    return {name: count for name, count in _counts() if count}


def _counts() -> Iterator[tuple[str, int]]:
    with connection.cursor() as cursor:
        for name, query in CHECKS.items():
            cursor.execute(query)
            yield name, cursor.fetchone()[0]
    yield LOST_PICTURES, _lost_pictures()


def _lost_pictures() -> int:
    ready = Photo.objects.filter(state=Photo.State.READY)
    hashes = ready.order_by().values_list("content_hash", flat=True).distinct()
    return sum(not picture_is_stored(content_hash) for content_hash in hashes.iterator())
