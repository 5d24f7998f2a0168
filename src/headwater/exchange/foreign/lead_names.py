"""Words that tell one body's name from several: rules of thumb, as data."""

from __future__ import annotations


# A phrase that ends in one of these can be the name of a body or a post.
_BODY_WORDS = """
    academy agency chamber alliance association authority board borough cabinet centre
    centres charity charities cic cio clinic club college colleges command
    commission commissioner commissioners committee company consortium
    co-ordinator coordinator coordinators council councils court courts department
    directorate director directors division fellowship forum forums foundation
    group groups haven head heads helpline hospital hospitals hub institute lead
    leads ltd manager managers marac ministry mosque network networks nhs office
    officer officers organisation organisations panel partner partners partnership
    partnerships police practice practices project projects provider providers
    refuge refuges school schools sector service services society steering
    subgroup support synagogue task taskforce team teams trust trusts union unit
    university universities yot yjs aid crisis house survivors
"""
BODY_WORDS = frozenset(_BODY_WORDS.split())
# Words that stand for a body on their own.
_BARE_BODIES = """
    police probation council nhs education housing health schools licensing
    transport mayor courts prisons prison business businesses employers boroughs
    gps charities residents universities colleges comms
    communications commissioners commissioning safeguarding hr leisure highways legal
    finance libraries parks tourism environment ict procurement
"""
BARE_BODIES = frozenset(_BARE_BODIES.split()) | {
    "adult social care",
    "children's social care",
    "social care",
    "community safety",
    "public health",
    "trading standards",
    "early help",
    "youth justice",
    "youth offending",
    "adult services",
    "children's services",
    "adults",
    "victim support",
    "women's aid",
    "crown prosecution",
    "private landlords",
    "registered landlords",
    "transport operators",
    "night-time economy",
    "all partners",
    "faith leaders",
    "community leaders",
    "headteachers",
    "street lighting",
    "street scene",
    "human resources",
    "planning",
    "regeneration",
    "voluntary sector",
    "voluntary and community sector",
}
# Pairs that belong together wherever they stand.
PAIRS = (
    ("health", "wellbeing"),
    ("health", "well-being"),
    ("health", "social care"),
    ("health", "safety"),
    ("health", "care"),
    ("mental health", "wellbeing"),
    ("drug", "alcohol"),
    ("drugs", "alcohol"),
    ("alcohol", "drug"),
    ("alcohol", "drugs"),
    ("police", "crime"),
    ("policing", "crime"),
    ("fire", "rescue"),
    ("crime", "disorder"),
    ("children", "young people"),
    ("children", "families"),
    ("children", "family"),
    ("young people", "families"),
    ("women", "girls"),
    ("men", "boys"),
    ("boys", "men"),
    ("girls", "women"),
    ("education", "skills"),
    ("education", "learning"),
    ("learning", "development"),
    ("learning", "skills"),
    ("training", "development"),
    ("research", "development"),
    ("research", "evaluation"),
    ("policy", "performance"),
    ("policy", "strategy"),
    ("strategy", "policy"),
    ("strategy", "partnerships"),
    ("strategy", "performance"),
    ("data", "insight"),
    ("performance", "insight"),
    ("equality", "diversity"),
    ("equalities", "diversity"),
    ("equality", "inclusion"),
    ("diversity", "inclusion"),
    ("culture", "leisure"),
    ("sport", "leisure"),
    ("sports", "leisure"),
    ("leisure", "culture"),
    ("parks", "leisure"),
    ("parks", "open spaces"),
    ("black", "minority ethnic"),
    ("black", "minoritised"),
    ("deaf", "disabled"),
    ("voluntary", "community"),
    ("community", "voluntary"),
    ("domestic abuse", "sexual violence"),
    ("domestic", "sexual"),
    ("domestic violence", "abuse"),
    ("rape", "sexual abuse"),
    ("rape", "sexual violence"),
    ("housing", "homelessness"),
    ("housing", "communities"),
    ("housing", "regeneration"),
    ("adults", "children"),
    ("adult", "children's"),
    ("children's", "adult"),
    ("adults'", "children's"),
    ("hr", "od"),
    ("marketing", "communications"),
    ("communications", "engagement"),
    ("communications", "marketing"),
    ("media", "communications"),
    ("press", "communications"),
    ("lesbian", "gay"),
    ("advice", "guidance"),
    ("advice", "support"),
    ("information", "advice"),
    ("prevention", "early help"),
    ("prevention", "early intervention"),
    ("early help", "prevention"),
    ("safety", "wellbeing"),
    ("arts", "culture"),
    ("arts", "education"),
    ("education", "arts"),
    ("jobs", "skills"),
    ("employment", "skills"),
    ("town", "parish"),
    ("environment", "transport"),
    ("planning", "licensing policy"),
)
# Names that the rules would cut.
WHOLE_NAMES = (
    "Police, Fire and Crime Commissioner",
    "Police, Fire and Crime Panel",
    "Association of Directors of Children's Services",
    "Lesbian, Gay, Bisexual and Transgender",
)
# What stands where a name should, and names nobody.
NOBODY = frozenset(
    {"", "-", "\u2013", "\u2014", "n/a", "na", "none", "nil", "?", "tbc", "tba", "tbd"}
    | {"to be confirmed", "to be decided", "to be agreed", "not applicable", "vacant"}
    | {"to be determined", "unknown", "not yet known", "not yet agreed", "various tbc"}
)
# 'Ministry of A, B and C' is one name, commas and all.
OPENS_A_LIST = (
    "ministry of",
    "ministry for",
    "department of",
    "department for",
    "directorate of",
    "directorate for",
    "office of",
    "office for",
    "division of",
    "faculty of",
    "school of",
    "head of",
    "director of",
    "director for",
    "assistant director of",
    "assistant director",
    "cabinet member for",
    "lead member for",
    "portfolio holder for",
    "executive member for",
    "secretary of state for",
    "deputy mayor for",
)
