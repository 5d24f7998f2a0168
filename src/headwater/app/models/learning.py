"""The rows of a plan that say how partners know, listen, learn and answer."""

from __future__ import annotations

from django.db import models

from headwater.app.models.cell import cell, needed, of_plan, one_each


class Outcome(models.Model):
    """One change that the plan wants to see."""

    plan = of_plan()
    outcome_id = needed()
    title = needed()
    description = cell()
    principles = cell()
    informed_by = cell()
    voice_beside = cell()
    note = cell()

    class Meta:
        constraints = (one_each("outcome_id"),)


class Measure(models.Model):
    """One figure that partners follow."""

    plan = of_plan()
    measure_id = needed()
    name = needed()
    actions = cell()
    outcomes = cell()
    principles = cell()
    numerator = cell()
    denominator = cell()
    unit_of_count = cell()
    kind = cell()
    flow = cell()
    shows = cell()
    source = cell()
    owner = cell()
    frequency = cell()
    geography_level = cell()
    horizon = cell()
    direction = cell()
    baseline = cell()
    baseline_date = cell()
    baseline_note = cell()
    targets = cell()
    change_means = cell()
    breakdowns = cell()
    breakdowns_possible = cell()
    latest_figures = cell()
    figures_due = cell()
    supplier = cell()
    figures = cell()
    definition_version = cell()
    definition_from = cell()
    definition_until = cell()
    caveat = cell()
    note = cell()

    class Meta:
        constraints = (one_each("measure_id"),)


class Message(models.Model):
    """One agreed prevention message, or one piece that carries it."""

    plan = of_plan()
    message_id = needed()
    kind = cell()
    wording = needed()
    carries = cell()
    settings = cell()
    carried_by = cell()
    audiences = cell()
    must_say = cell()
    must_not_say = cell()
    owner = cell()
    review_due = cell()
    note = cell()

    class Meta:
        constraints = (one_each("message_id"),)


class Engagement(models.Model):
    """One time that partners listened to people."""

    plan = of_plan()
    engagement_id = needed()
    title = needed()
    date = cell()
    organisation = cell()
    communities = cell()
    places = cell()
    method = cell()
    actions = cell()
    what_changed = cell()
    note = cell()

    class Meta:
        constraints = (one_each("engagement_id"),)


class Evidence(models.Model):
    """One piece of evidence that actions or principles rest on."""

    plan = of_plan()
    evidence_id = needed()
    title = needed()
    source = cell()
    actions = cell()
    principles = cell()
    standard = cell()
    rating = cell()
    date = cell()
    dose_sessions = cell()
    dose_weeks = cell()
    note = cell()

    class Meta:
        constraints = (one_each("evidence_id"),)


class Evaluation(models.Model):
    """How one action will be judged by one measure, written down before it is."""

    plan = of_plan()
    evaluation_id = needed()
    action = needed()
    measure = needed()
    hoped_change = cell()
    reach = cell()
    selection = cell()
    starts = cell()
    compared_with = cell()
    method = cell()
    months_before = cell()
    months_after = cell()
    locked = cell()
    locked_as = cell()
    note = cell()

    class Meta:
        constraints = (one_each("evaluation_id"),)


class Community(models.Model):
    """One community in the population of the area."""

    plan = of_plan()
    area = needed()
    community = needed()
    population = cell()
    share = cell()
    source = cell()
    as_at = cell()
    note = cell()

    class Meta:
        constraints = (one_each("area", "community"),)


class Acceptance(models.Model):
    """One finding that partners know of and accept for now."""

    plan = of_plan()
    rule = needed()
    subject = needed()
    accepted_by = needed()
    on = cell()
    until = cell()
    why = needed()

    class Meta:
        constraints = (one_each("rule", "subject"),)


class TableNote(models.Model):
    """One table of this workbook: who filled it in and whether it is all there."""

    plan = of_plan()
    table = needed()
    complete = cell()
    filled_in_by = cell()
    as_at = cell()
    licence = cell()
    note = cell()

    class Meta:
        constraints = (one_each("table"),)
