"""The label in the sender's inbox."""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from shipping.models import Label
from shipping.storage import file_read


@transaction.atomic
def label_mail(*, label_id: int) -> None:
    """Mail the label to its sender, once; a mail that cannot be sent now is not marked as sent."""
    unsent = Label.objects.printable().filter(pk=label_id, mailed_at=None)
    if not unsent.update(mailed_at=timezone.now()):
        return
    label = Label.objects.select_related("shipment__sender").get(pk=label_id)
    _message(label).send()


def _message(label: Label) -> EmailMultiAlternatives:
    shipment = label.shipment
    facts = {
        "shipment": shipment,
        "label": label,
        "url": f"{settings.SITE_URL}{shipment.get_absolute_url()}",
    }
    mail = EmailMultiAlternatives(
        subject=f"Your PoshPost label for {shipment.to_name}",
        body=render_to_string("shipping/mail/label.txt", facts),
        to=[shipment.sender.email],
    )
    mail.attach_alternative(render_to_string("shipping/mail/label.html", facts), "text/html")
    name = f"poshpost-{shipment.short_reference}"
    mail.attach(f"{name}.pdf", file_read(label.pdf_hash, "pdf"), "application/pdf")
    mail.attach(f"{name}-letter.pdf", file_read(label.letter_hash, "pdf"), "application/pdf")
    return mail
