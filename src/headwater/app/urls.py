"""Addresses. Every one ends like a folder, so that pages also work as files.

All about one plan lives under /plans/ID/, for good; the front page shows the
first plan of the workspace.
"""

from __future__ import annotations

from django.urls import include, path, register_converter

from headwater.app.api.views import api
from headwater.app.keys import KeyConverter
from headwater.app.views import (
    board,
    breakdowns,
    comments,
    coverage,
    data,
    decisions,
    desk,
    entrance,
    family,
    figures,
    findings,
    funds,
    grid,
    history,
    jobs,
    measures,
    meetings,
    minutes,
    partners,
    people,
    places,
    plan,
    programs,
    record,
    releases,
    returns,
    returns_files,
    returns_form,
    returns_many,
    returns_periods,
    reviews,
    rows,
    rows_form,
    rules,
    search,
    sign_in,
    site,
    tasks,
    team,
    uploads,
    uploads_headings,
    uploads_steps,
    work,
    working,
    working_charts,
    working_lock,
)


register_converter(KeyConverter, "key")

figure_pages = [
    path("", figures.figures, name="figures"),
    path("nhs-rules/", figures.nhs_rules, name="nhs-rules"),
    path(
        "nhs-rules/chart-<str:frame>.svg", figures.nhs_rules_svg, name="nhs-rules-svg"
    ),
    path("<key:key>/", figures.series, name="series"),
    path("<key:key>.csv", figures.series_csv, name="series-csv"),
    path("<key:key>/chart.vl.json", figures.series_vega, name="series-vega"),
    path("<key:key>/chart-<str:frame>.svg", figures.series_svg, name="series-svg"),
]
working_pictures = [
    path("effect-<str:frame>.svg", working_charts.effect_svg, name="effect-svg"),
    path("tries-<str:frame>.svg", working_charts.tries_svg, name="tries-svg"),
    path("effect.vl.json", working_charts.effect_vega, name="effect-vega"),
    path("tries.vl.json", working_charts.tries_vega, name="tries-vega"),
]
plan_pages = [
    path("", plan.plan, name="plan"),
    path("principles/", plan.principles, name="principles"),
    path("principles/<key:code>/", plan.principle, name="principle"),
    path("rules/", rules.rules, name="rules"),
    path("rules/<key:code>/", rules.rule, name="rule"),
    path("actions/", work.actions, name="actions"),
    path("actions/<key:action_id>/", work.action, name="action"),
    path("actions/<key:action_id>/working/", working.action, name="action-working"),
    path(
        "actions/<key:action_id>/working/<key:measure_id>/", include(working_pictures)
    ),
    path("actions/<key:action_id>/history/", history.history, name="history"),
    path("working/", working.portfolio, name="working"),
    path("working/power/", working.power, name="power"),
    path(
        "working/power/<key:code>/chart-<str:frame>.svg",
        working_charts.power_svg,
        name="power-svg",
    ),
    path(
        "working/power/<key:code>/chart.vl.json",
        working_charts.power_vega,
        name="power-vega",
    ),
    path("organisations/", people.organisations, name="organisations"),
    path("organisations/<key:key>/", people.organisation, name="organisation"),
    path("network/", people.network, name="network"),
    path("network.csv", people.network_csv, name="network-csv"),
    path("places/", places.places, name="places"),
    path("places/<key:code>/", places.place, name="place"),
    path("measures/", measures.measures, name="measures"),
    path("measures/<key:measure_id>/", measures.measure, name="measure"),
    path("changed/", measures.changed, name="changed"),
    path("changed/<key:month>/", measures.changed, name="changed-month"),
    path("figures/<key:code>/", include(figure_pages)),
    path("figures/<key:code>.csv", figures.figures_csv, name="figures-csv"),
    path("findings/", findings.findings, name="findings"),
    path("findings.csv", findings.findings_csv, name="findings-csv"),
    path("findings.json", findings.findings_json, name="findings-json"),
    path("data/", data.data, name="data"),
    path("data/<path:name>", data.data_file, name="data-file"),
    path("search/", search.search, name="search"),
    path("accepted/", history.accepted, name="accepted"),
    path("changes/", history.changes, name="changes"),
    path("changes/<key:day>/", history.since, name="since"),
    path("changes/<key:day>/<key:other>/", history.between, name="between"),
    path("compare/<key:other>/", history.compare, name="compare"),
    path("reviews/", reviews.published, name="reviews"),
    path("reviews/<key:day>/", reviews.review, name="review"),
    path("family/", family.family, name="family"),
    path("coverage/", coverage.tables, name="coverage"),
    path(
        "coverage/<key:rows>/<key:columns>.csv", coverage.table_csv, name="coverage-csv"
    ),
    path("coverage/<key:rows>/<key:columns>/", coverage.table, name="coverage-table"),
    path(
        "coverage/<key:rows>/<key:columns>/<key:code>/",
        coverage.row,
        name="coverage-row",
    ),
    path("money/", funds.money, name="money"),
    path("money/<key:by>.csv", funds.money_csv, name="money-csv"),
    path("money/<key:by>/", funds.money_table, name="money-table"),
    path("returns/", returns_many.public, name="returns-public"),
    path("a-to-z/", plan.a_to_z, name="a-to-z"),
    path("board/", board.board, name="board"),
    path("board.pdf", board.board_pdf, name="board-pdf"),
]
bringing = [
    path("", uploads.start, name="bring"),
    path("<str:token>/", uploads.read, name="bring-read"),
    path(
        "<str:token>/headings/<int:number>/",
        uploads_headings.headings,
        name="bring-headings",
    ),
    path("<str:token>/columns/", uploads_steps.columns, name="bring-columns"),
    path("<str:token>/plan/", uploads_steps.plan, name="bring-plan"),
    path("<str:token>/names/", uploads_steps.names, name="bring-names"),
    path("<str:token>/check/", uploads_steps.check, name="bring-check"),
    path("<str:token>/remarks/", uploads.remarks, name="bring-remarks"),
    path("<str:token>/again/", uploads.again, name="bring-again"),
    path("<str:token>/stop/", uploads.cancel, name="bring-cancel"),
]
released = [
    path("", releases.released, name="released"),
    path("chart.vl.json", releases.released_vega, name="released-vega"),
    path("chart-<str:frame>.svg", releases.released_svg, name="released-svg"),
]
signing_in = [
    path("", sign_in.SignIn.as_view(), name="account_login"),
    path("second-step/", sign_in.SecondStep.as_view(), name="mfa_authenticate"),
    path("passkey/", sign_in.ByPasskey.as_view(), name="mfa_login_webauthn"),
    path("stopped/", sign_in.inactive, name="account_inactive"),
    path("invitation/<key:secret>/", entrance.invitation, name="invitation"),
]
own_sign_in = [
    path("", sign_in.Own.as_view(), name="mfa_index"),
    path("sign-out/", sign_in.SignOut.as_view(), name="account_logout"),
    path("again/", sign_in.AgainByPassword.as_view(), name="account_reauthenticate"),
    path("again/code/", sign_in.AgainByCode.as_view(), name="mfa_reauthenticate"),
    path(
        "again/passkey/",
        sign_in.AgainByPasskey.as_view(),
        name="mfa_reauthenticate_webauthn",
    ),
    path("password/", sign_in.NewPassword.as_view(), name="account_change_password"),
    path("passkeys/", sign_in.Passkeys.as_view(), name="mfa_list_webauthn"),
    path("passkeys/add/", sign_in.AddPasskey.as_view(), name="mfa_add_webauthn"),
    path(
        "passkeys/<int:pk>/remove/",
        sign_in.RemovePasskey.as_view(),
        name="mfa_remove_webauthn",
    ),
    path("codes/", sign_in.AddCode.as_view(), name="mfa_activate_totp"),
    path("codes/stop/", sign_in.RemoveCode.as_view(), name="mfa_deactivate_totp"),
    path("sessions/", sign_in.Sessions.as_view(), name="usersessions_list"),
]
row_pages = [
    path("check/", rows.findings, name="row-findings"),
    path("edit/<key:code>/", rows_form.edit, name="row-edit"),
    path("history/", rows.history, name="row-history"),
    path("history/<int:number>/", rows.restore, name="row-restore"),
    path("remove/", rows.remove, name="row-remove"),
]
return_pages = [
    path("", returns.one, name="return"),
    path("history/", returns.history, name="return-history"),
    path("fill-in/", returns_form.fill_in, name="return-form"),
    path("check/", returns_form.check, name="return-check"),
    path("nil/", returns.nil, name="return-nil"),
    path("take-back/", returns.take_back, name="return-back"),
    path("decide/", returns.decide, name="return-decide"),
    path("template.xlsx", returns_files.as_xlsx, name="return-xlsx"),
    path("template.csv", returns_files.as_csv, name="return-csv"),
    path("file/", returns_files.upload, name="return-file"),
    path("file/<str:token>/", returns_files.dry_run, name="return-dry-run"),
    path("file/<str:token>/copy/", returns_files.copy, name="return-copy"),
]
all_returns = [
    path("", returns.returns, name="returns"),
    path("periods/", returns_periods.periods, name="returns-periods"),
    path("overdue/", returns_many.late, name="returns-overdue"),
    path("approve/", returns_many.approve, name="returns-approve"),
    path("publish/", returns_many.publish, name="returns-publish"),
    path("receipts/<int:number>/", returns_files.show_receipt, name="return-receipt"),
    path("receipts/<int:number>/undo/", returns_files.undo, name="return-undo"),
    path("<key:period>/<key:organisation>/", include(return_pages)),
]
meeting_pages = [
    path("", meetings.meeting, name="meeting"),
    path("items/", meetings.item, name="meeting-item"),
    path("open/", meetings.freeze, name="meeting-freeze"),
    path("close/", meetings.close, name="meeting-close"),
    path("publish/", meetings.publish, name="meeting-publish"),
    path("minutes.docx", minutes.minutes_docx, name="minutes-docx"),
    path("minutes.pdf", minutes.minutes_pdf, name="minutes-pdf"),
    path("decisions/new/", decisions.decide, name="meeting-decide"),
    path("decisions/<int:number>/", decisions.decision, name="decision"),
    path("decisions/<int:number>/done/", decisions.follow, name="decision-done"),
]
work_pages = [
    path("why/", desk.why, name="why"),
    path("", rows.tables, name="tables"),
    path("tables/<key:name>/", rows.table, name="rows"),
    path("tables/<key:name>/new/", rows_form.new, name="row-new"),
    path("tables/<key:name>/grid/", grid.grid, name="grid"),
    path("evaluations/<key:key>/lock/", working_lock.lock, name="evaluation-lock"),
    path("tables/<key:name>/rows/<key:key>/", rows.row, name="row"),
    path("tables/<key:name>/rows/<key:key>/", include(row_pages)),
    path("about/<key:kind>/<key:key>/", comments.thread, name="thread"),
    path("comments/<int:number>/seen/", comments.seen, name="comment-seen"),
    path(
        "comments/<int:number>/take-back/", comments.withdraw, name="comment-withdraw"
    ),
    path("comments/<int:number>/task/", comments.task, name="task"),
    path("tasks/", tasks.tasks, name="tasks"),
    path("record/", record.lines, name="record"),
    path("record/about/", record.says, name="record-says"),
    path("record/take-away/<key:form>/", record.away, name="record-away"),
    path("files/", jobs.jobs, name="jobs"),
    path("files/<key:token>/", jobs.job_file, name="job-file"),
    path("returns/", include(all_returns)),
    path("organisations/", partners.table, name="assessments"),
    path("organisations/<key:key>/", partners.organisation, name="partner"),
    path(
        "organisations/<key:key>/principles/<key:code>/",
        partners.principle,
        name="partner-principle",
    ),
    path(
        "organisations/<key:key>/principles/<key:code>/assess/",
        partners.assess,
        name="assess",
    ),
    path("reviews/", meetings.meetings, name="meetings"),
    path("reviews/new/", meetings.new, name="meeting-new"),
    path("reviews/<key:day>/", include(meeting_pages)),
    path("people/", team.team, name="team"),
    path("people/invite/", team.invite, name="team-invite"),
    path("people/admit/", team.admit, name="team-admit"),
    path("people/confirm/<int:number>/", team.confirm, name="team-confirm"),
    path("people/end/<int:number>/", team.end, name="team-end"),
    path("people/again/<int:number>/", team.again, name="team-again"),
    path("people/role/<int:number>/", team.role, name="team-role"),
]
urlpatterns = [
    path("", site.front, name="front"),
    path("breakdowns/", breakdowns.build, name="breakdowns"),
    path("breakdowns/publish/", breakdowns.publish, name="breakdowns-publish"),
    path("releases/", releases.releases, name="releases"),
    path("releases/<key:key>/", include(released)),
    path("releases/<key:key>.csv", releases.released_csv, name="released-csv"),
    path("releases/<key:key>.json", releases.released_json, name="released-json"),
    path("releases/<key:key>.xlsx", releases.released_xlsx, name="released-xlsx"),
    path("sign-in/", include(signing_in)),
    path("your-sign-in/", include(own_sign_in)),
    path("demo/people/", entrance.demo_people, name="demo-people"),
    path("desk/", desk.work, name="work"),
    path("desk/<key:plan_id>/", include(work_pages)),
    path("api/", programs.about, name="programs"),
    path("api/v1/", api.urls),
    path("plans/", family.plans, name="plans"),
    path("plans/<key:plan_id>/", include(plan_pages)),
    path("bring/", include(bringing)),
    path("receipts/<int:number>/", uploads.receipt, name="receipt"),
    path("framework/", site.framework, name="framework"),
    path("about/", site.about, name="about"),
    path("accessibility/", site.accessibility, name="accessibility"),
]
handler400 = "headwater.app.views.errors.bad_request"
handler404 = "headwater.app.views.errors.not_found"
handler500 = "headwater.app.views.errors.our_mistake"
