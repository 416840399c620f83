"""Addresses in the admin that no link leads to: never a 5xx."""

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from closets.models import User


@pytest.mark.parametrize("number", ["abc", "0", "99999999999999999999", "1_2F"])
def test_what_is_no_row_is_not_found(number: str, client: Client, sam: User) -> None:
    client.force_login(sam)
    names = [f"{model._meta.app_label}_{model._meta.model_name}" for model in admin.site._registry]
    answers = {
        name: client.get(reverse(f"admin:{name}_change", args=[number])).status_code
        for name in names
    }
    assert len(answers) > 20
    assert {name for name, code in answers.items() if code not in {302, 404}} == set()
