"""The rows of a plan that say who does what, with what money, under what agreement."""

from __future__ import annotations

from django.db import models

from headwater.app.models.cell import cell, needed, of_plan, one_each


class About(models.Model):
    """The plan itself: one row."""

    plan_id = models.TextField(primary_key=True)
    title = needed()
    framework = cell()
    parent = cell()
    area = cell()
    lead = cell()
    start = cell()
    end = cell()
    vawg_types_in_scope = cell()
    review_months = cell()
    next_review = cell()
    as_at = cell()
    summary = cell()
    notice = cell()
    licence = cell()
    note = cell()


class Organisation(models.Model):
    """One partner, funder or provider."""

    plan = of_plan()
    organisation_id = needed()
    name = needed()
    other_names = cell()
    identifier = cell()
    sector = needed()
    geography = cell()
    led_by_and_for = cell()
    signed_up = cell()
    senior_lead = cell()
    note = cell()

    class Meta:
        constraints = (one_each("organisation_id"),)


class Action(models.Model):
    """One thing that partners do or will do."""

    plan = of_plan()
    action_id = needed()
    other_numbers = cell()
    title = needed()
    description = cell()
    lead_organisations = cell()
    accountable_organisation = cell()
    delivery_organisations = cell()
    status = cell()
    start = cell()
    end = cell()
    resources_needed = cell()
    resources_note = cell()
    tiers = cell()
    vawg_types = cell()
    life_stages = cell()
    settings = cell()
    audiences = cell()
    communities = cell()
    geography = cell()
    principles = cell()
    drivers = cell()
    delivery_forms = cell()
    strategies = cell()
    responses = cell()
    dose_sessions = cell()
    dose_weeks = cell()
    outcomes = cell()
    child_first = cell()
    shaped_by = cell()
    specific_needs = cell()
    contextual_safeguarding = cell()
    safety_contact = cell()
    skills_needed = cell()
    shares_risk_information = cell()
    evaluation = cell()
    last_reviewed = cell()
    equality_assessment = cell()
    source = cell()
    source_checked = cell()
    note = cell()

    class Meta:
        constraints = (one_each("action_id"),)


class Tranche(models.Model):
    """One tranche of money for one action."""

    plan = of_plan()
    action = needed()
    tranche = needed()
    funder = cell()
    amount = cell()
    start = cell()
    end = cell()
    secured = cell()
    also_pays_for = cell()
    note = cell()

    class Meta:
        constraints = (one_each("action", "tranche"),)


class Service(models.Model):
    """One service that people can turn to."""

    plan = of_plan()
    service_id = needed()
    name = needed()
    organisation = cell()
    actions = cell()
    communities = cell()
    life_stages = cell()
    languages = cell()
    bsl = cell()
    easy_read = cell()
    step_free = cell()
    hours = cell()
    cost = cell()
    self_referral = cell()
    records_steps = cell()
    trauma_assessment = cell()
    trauma_assessment_expires = cell()
    equality_assessment = cell()
    note = cell()

    class Meta:
        constraints = (one_each("service_id"),)


class Training(models.Model):
    """One piece of training that partners give their people."""

    plan = of_plan()
    training_id = needed()
    title = needed()
    organisations = cell()
    sectors = cell()
    topics = cell()
    date = cell()
    refresh_due = cell()
    people_trained = cell()
    note = cell()

    class Meta:
        constraints = (one_each("training_id"),)


class Agreement(models.Model):
    """One agreement to share information."""

    plan = of_plan()
    agreement_id = needed()
    title = needed()
    partners = cell()
    purpose = cell()
    lawful_basis = cell()
    in_force = cell()
    review_due = cell()
    ends = cell()
    note = cell()

    class Meta:
        constraints = (one_each("agreement_id"),)
