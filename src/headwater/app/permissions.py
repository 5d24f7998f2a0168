"""Who may see which route. A route without a row here does not exist for anybody."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import (
    Http404,
    HttpRequest,
    HttpResponseBase,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
)
from django.urls import reverse

from headwater.core.access.allowed import may_somewhere
from headwater.core.access.permissions import Permission
from headwater.core.access.roles import ROLES


class Access(StrEnum):
    """What a route lets people do."""

    PUBLIC_READ = "anyone may read it; nobody can change anything through it"
    OWN_MACHINE = "only on a person's own machine, where bringing plans in is allowed"
    OWN_COUNTS = "only on a person's own machine, where breaking counts down is allowed"
    SIGN_IN = "anyone, to sign in or to take an invitation"
    ACCOUNT = "whoever is signed in, about their own sign-in and roles"
    ENROLLED = "whoever is signed in with all that their roles need"
    DEMO = "on the machine that runs the demonstration, as one of its invented people"


ROUTES: Mapping[str, Access | Permission] = (
    dict.fromkeys(
        (
            "front",
            "framework",
            "about",
            "accessibility",
            "plan",
            "principles",
            "principle",
            "rules",
            "rule",
            "actions",
            "action",
            "action-working",
            "effect-svg",
            "effect-vega",
            "tries-svg",
            "working",
            "power",
            "power-svg",
            "power-vega",
            "tries-vega",
            "findings",
            "findings-csv",
            "findings-json",
            "organisations",
            "organisation",
            "network",
            "network-csv",
            "places",
            "place",
            "measures",
            "measure",
            "changed",
            "changed-month",
            "figures",
            "figures-csv",
            "nhs-rules",
            "nhs-rules-svg",
            "series",
            "series-csv",
            "series-svg",
            "series-vega",
            "data",
            "data-file",
            "search",
            "history",
            "changes",
            "since",
            "between",
            "compare",
            "reviews",
            "review",
            "accepted",
            "plans",
            "family",
            "coverage",
            "coverage-csv",
            "coverage-table",
            "coverage-row",
            "money",
            "money-csv",
            "money-table",
            "returns-public",
            "a-to-z",
            "board",
            "board-pdf",
            "programs",
            "api:openapi-json",
            "api:api-root",
            "api:list_plans",
            "api:show_plan",
            "api:show_rows",
            "api:show_verdicts",
            "api:show_findings",
            "api:list_releases",
            "api:show_release",
            "releases",
            "released",
            "released-csv",
            "released-json",
            "released-xlsx",
            "released-svg",
            "released-vega",
        ),
        Access.PUBLIC_READ,
    )
    | dict.fromkeys(
        (
            "bring",
            "bring-read",
            "bring-headings",
            "bring-columns",
            "bring-plan",
            "bring-names",
            "bring-check",
            "bring-remarks",
            "bring-again",
            "bring-cancel",
            "receipt",
        ),
        Access.OWN_MACHINE,
    )
    | dict.fromkeys(("breakdowns", "breakdowns-publish"), Access.OWN_COUNTS)
    | dict.fromkeys(
        (
            "account_login",
            "account_logout",
            "account_inactive",
            "mfa_authenticate",
            "mfa_login_webauthn",
            "invitation",
        ),
        Access.SIGN_IN,
    )
    | dict.fromkeys(
        (
            "account_change_password",
            "account_reauthenticate",
            "mfa_reauthenticate",
            "mfa_reauthenticate_webauthn",
            "mfa_index",
            "mfa_list_webauthn",
            "mfa_add_webauthn",
            "mfa_remove_webauthn",
            "mfa_activate_totp",
            "mfa_deactivate_totp",
            "usersessions_list",
        ),
        Access.ACCOUNT,
    )
    | dict.fromkeys(("work", "why"), Access.ENROLLED)
    | {"demo-people": Access.DEMO}
    | {
        "jobs": Permission.SEE,
        "job-file": Permission.SEE,
        "tables": Permission.SEE,
        "rows": Permission.SEE,
        "row": Permission.SEE,
        "row-findings": Permission.SEE,
        "row-history": Permission.SEE,
        "row-new": Permission.EDIT_OWN,
        "row-edit": Permission.EDIT_OWN,
        "row-remove": Permission.EDIT_OWN,
        "row-restore": Permission.EDIT_OWN,
        "evaluation-lock": Permission.EDIT_OWN,
        "grid": Permission.EDIT_OWN,
        "thread": Permission.SEE,
        "comment-withdraw": Permission.COMMENT,
        "comment-seen": Permission.SEE,
        "tasks": Permission.SEE,
        "task": Permission.COMMENT,
        "record": Permission.AUDIT,
        "record-says": Permission.AUDIT,
        "record-away": Permission.AUDIT,
        "returns": Permission.SEE,
        "returns-overdue": Permission.SEE,
        "returns-periods": Permission.EXTEND,
        "returns-approve": Permission.APPROVE,
        "returns-publish": Permission.PUBLISH,
        "return": Permission.SEE,
        "return-history": Permission.SEE,
        "return-form": Permission.RETURN,
        "return-check": Permission.RETURN,
        "return-nil": Permission.RETURN,
        "return-back": Permission.RETURN,
        "return-xlsx": Permission.RETURN,
        "return-csv": Permission.RETURN,
        "return-file": Permission.RETURN,
        "return-dry-run": Permission.RETURN,
        "return-copy": Permission.RETURN,
        "return-receipt": Permission.RETURN,
        "return-undo": Permission.RETURN,
        "return-decide": Permission.APPROVE,
        "assessments": Permission.REVIEW,
        "partner": Permission.SEE,
        "partner-principle": Permission.SEE,
        "assess": Permission.ASSESS,
        "meetings": Permission.SEE,
        "meeting": Permission.SEE,
        "meeting-new": Permission.REVIEW,
        "meeting-item": Permission.REVIEW,
        "meeting-freeze": Permission.REVIEW,
        "meeting-close": Permission.REVIEW,
        "meeting-decide": Permission.REVIEW,
        "meeting-publish": Permission.PUBLISH,
        "minutes-docx": Permission.SEE,
        "minutes-pdf": Permission.SEE,
        "decision": Permission.SEE,
        "decision-done": Permission.REVIEW,
        "team": Permission.SEE,
        "team-invite": Permission.INVITE,
        "team-admit": Permission.ADMIT,
        "team-confirm": Permission.SEE,
        "team-end": Permission.INVITE,
        "team-again": Permission.INVITE,
        "team-role": Permission.INVITE,
    }
)

READING = ("GET", "HEAD")
WRITING = (*READING, "POST")
View = Callable[..., HttpResponseBase]


def only_listed_routes(get_response: View) -> _Guard:
    """Middleware: refuse what has no row, as if it were not there."""
    return _Guard(get_response)


class _Guard:
    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        match = request.resolver_match
        access = ROUTES.get(match.view_name) if match else None
        signed_in = settings.SESSION_COOKIE_NAME in request.COOKIES
        if signed_in or access not in (None, Access.PUBLIC_READ):
            response.headers["Cache-Control"] = "no-store"
            # With no-referrer a browser would not say where a form comes from.
            response.headers["Referrer-Policy"] = "same-origin"
        return response

    def process_view(
        self, request: HttpRequest, view: View, args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        match = request.resolver_match
        access = ROUTES.get(match.view_name) if match else None
        if access is None:
            raise Http404
        if isinstance(access, Permission) or access in _SIGNED_IN:
            if (sent := _away(access, request, kwargs)) is not None:
                return sent
        elif not _may(access, request):
            raise Http404
        methods = READING if access is Access.PUBLIC_READ else WRITING
        if request.method not in methods:
            return HttpResponseNotAllowed(methods)
        return None


_SIGNED_IN = (Access.ACCOUNT, Access.ENROLLED)


def _may(access: Access, request: HttpRequest) -> bool:
    from headwater.app.workbench import is_demo, is_open, may_break_down

    if access is Access.OWN_COUNTS:
        return may_break_down(request)
    if access is Access.DEMO:
        return is_demo(request)
    return access in (Access.PUBLIC_READ, Access.SIGN_IN) or is_open(request)


def _away(
    access: Access | Permission, request: HttpRequest, kwargs: Mapping[str, Any]
) -> HttpResponseBase | None:
    """To the page where one signs in, or sets up what one's roles need.

    Whoever is signed in and has no permission learns nothing: not even that the page
    is there. Of a form that was being filled in nothing is lost.
    """
    from headwater.app.clock import day_now
    from headwater.app.stash import keep
    from headwater.app.who import actor

    who = actor(request)
    if who is None:
        keep(request)
        asked = urlencode({REDIRECT_FIELD_NAME: request.path})
        return HttpResponseRedirect(f"{reverse('account_login')}?{asked}", status=303)
    if access is Access.ACCOUNT:
        return None
    if not who.strong and any(ROLES[g.role].second_factor for g in who.grants):
        return HttpResponseRedirect(reverse("mfa_index"), status=303)
    plan = kwargs.get("plan_id", "")
    if isinstance(access, Permission) and not may_somewhere(
        who, access, plan, day_now()
    ):
        raise Http404
    return None
