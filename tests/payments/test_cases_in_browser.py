"""Cases in two real browsers, without scripts, and their pages in all sizes and themes (C1, C2)."""

from pathlib import Path

from django.test import Client
from django.urls import reverse
from PIL import Image
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from closets.models import User
from listings.models import Listing
from payments.cases.acts import case_act
from payments.cases.deciding import Verdict, case_decide
from payments.cases.opening import case_open
from payments.cases.said import Said
from payments.models import Case
from shipping.models import Shipment
from shipping.services import label_buy
from tests.browsers import faults
from tests.payments.after_sale import delivered
from tests.payments.shop import bought, hang
from tests.payments.test_checkout_in_browser import browse

TORN = Said("The hem is torn.", ["cd" * 32])


def test_a_case_from_photo_to_part_refund_without_scripts(
    browser: Browser,
    live_server: LiveServer,
    buyer: Client,
    ana: User,
    bea: User,
    dress: Listing,
    tmp_path: Path,
) -> None:
    Image.new("RGB", (120, 160), "red").save(tmp_path / "hem.png")
    order = delivered(bought(buyer, dress))
    hers = browse(browser, live_server, bea, java_script_enabled=False)
    hers.goto(order.get_absolute_url())
    hers.get_by_role("link", name="Something is wrong").click()
    hers.get_by_role("radio", name="Damage that was not shown").check()
    hers.get_by_label("What happened?").fill("The hem is torn.")
    hers.get_by_label("Photos").set_input_files(tmp_path / "hem.png")
    hers.get_by_role("button", name="Open a case").click()
    expect(hers.get_by_text("ana is asked.")).to_be_visible()
    expect(hers.get_by_role("img", name="Photo 1 of bea")).to_be_visible()
    theirs = browse(browser, live_server, ana, java_script_enabled=False)
    theirs.goto(reverse("payments:case", args=[order.number]))
    theirs.get_by_text("Offer a part refund").first.click()
    theirs.get_by_label("Of the item price").fill("10")
    theirs.get_by_role("button", name="Offer a part refund").click()
    expect(theirs.get_by_text("the buyer keeps the item")).to_be_visible()
    hers.reload()
    hers.locator("summary", has_text="Accept the part refund").click()
    expect(hers.get_by_text("The buyer gets $10.62 back")).to_be_visible()
    hers.get_by_role("button", name="Accept the part refund").click()
    expect(hers.get_by_text("The money is where it belongs")).to_be_visible()
    assert Case.objects.get().status == "partly"
    hers.context.close()
    theirs.context.close()


def test_nothing_is_wrong_with_the_rooms_in_any_size_and_theme(
    browser: Browser,
    live_server: LiveServer,
    buyer: Client,
    ana: User,
    bea: User,
    sam: User,
    dress: Listing,
) -> None:
    fresh, back = delivered(bought(buyer, dress)), delivered(bought(buyer, hang(ana, "Coat")))
    opened, decided = delivered(bought(buyer, hang(ana))), delivered(bought(buyer, hang(ana)))
    cases = [
        case_open(order=order, reason="damaged", said=TORN, actor=bea)
        for order in (opened, decided, back)
    ]
    case_act(case=cases[1], name="contest", said=Said("It was whole."), actor=ana)
    verdict = Verdict("part", "damage", "A seam is open, and can be sewn.", 1200)
    case_decide(case=cases[1], verdict=verdict, actor=sam)
    case_act(case=cases[2], name="take_back", said=Said(), actor=ana)
    label_buy(shipment=Shipment.objects.get(case=cases[2]))
    doors = {
        bea: [
            reverse("payments:case_open", args=[fresh.number]),
            reverse("payments:case", args=[decided.number]),
            reverse("payments:case", args=[back.number]),
            opened.get_absolute_url(),
        ],
        ana: [reverse("payments:case", args=[opened.number])],
    }
    for user, paths in doors.items():
        page = browse(browser, live_server, user, bypass_csp=True)
        for path in paths:
            page.goto(path)
            for summary in page.locator("main summary").all():
                summary.click()
            assert (path, faults(page)) == (path, [])
        page.context.close()
