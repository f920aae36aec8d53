"""Tokens on the Settings page in a real Chromium: made, shown once, used by a program, revoked."""

from __future__ import annotations

import re

import httpx
from playwright.sync_api import Page, expect
from serving import Server
from watching import axe


def asked(server: Server, token: str) -> int:
    headers = {"authorization": f"Bearer {token}"}
    return httpx.get(f"{server.url}/api/check-ins", headers=headers).status_code


def test_a_token_is_made_used_and_revoked(entered: Page, server: Server) -> None:
    page = entered
    page.goto(f"{server.url}/settings")
    page.get_by_text("Make a token").click()
    form = page.locator("#token-form")
    form.get_by_role("button", name="Make the token").click()
    expect(form.get_by_role("alert")).to_contain_text("Say which program it is for")
    form.get_by_label("For which program").fill("Notebook")
    form.get_by_role("button", name="Make the token").click()
    expect(form.get_by_role("alert")).to_contain_text("Tick at least one")
    form.get_by_label("Look at what is kept, without the journal.").check()
    form.get_by_role("button", name="Make the token").click()
    expect(page.locator("#new-token-title")).to_be_focused()
    token = page.locator("#token").inner_text()
    assert re.fullmatch(r"tremula_[A-Za-z0-9_-]{43}", token)
    assert axe(page) == []
    assert asked(server, token) == 200
    page.get_by_role("button", name="I have it").click()
    card = page.locator("#tokens li")
    expect(card).to_contain_text("Notebook")
    expect(card).to_contain_text("Last used on")
    assert token not in page.content()
    assert axe(page) == []
    card.get_by_role("button", name="Revoke Notebook").click()
    expect(page.locator("#token-told")).to_have_text("Revoked. It no longer works.")
    expect(card).to_have_count(0)
    assert asked(server, token) == 401
