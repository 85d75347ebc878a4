"""What stands in the made-up plans: goals in the person's words, measures, signs and what helps."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """A measure: what, how, extent, and who: «person», «staff», «kin» or a service's code."""

    text: str
    how: str
    extent: str
    by: str


@dataclass(frozen=True)
class Aim:
    """A goal with its sub-goals and measures."""

    area: str
    text: str
    steps: tuple[Step, ...]
    parts: tuple[str, ...] = ()


AIMS = (
    Aim("home", "Jeg vil bo i min egen leilighet og ha ro om natta.", (
        Step("Hjelp til å ordne leiligheten", "Vi rydder ett rom om gangen, sammen",
             "Én gang i uka", "staff"),
        Step("Samtale med boligkontoret om støy", "Vi ringer sammen og skriver ned svaret",
             "Én gang, følges opp etter en måned", "housing"),
    ), ("Sove minst seks timer de fleste netter",)),
    Aim("work_school", "Jeg vil tilbake i jobb, gjerne noe ute.", (
        Step("Prøve praksisplass to dager i uka", "Jobbspesialist blir med de første gangene",
             "Tirsdag og torsdag", "staff"),
        Step("Avklare arbeidsavklaringspenger", "Felles møte på NAV", "Ett møte", "nav"),
        Step("Stå opp til samme tid", "Alarm og en avtale om frokost", "Hverdager", "person"),
    ), ("Komme meg ut hver formiddag", "Snakke med to arbeidsgivere")),
    Aim("economy", "Jeg vil ha oversikt over pengene mine.", (
        Step("Gå gjennom regninger", "Vi åpner posten sammen og lager en liste",
             "Annenhver uke", "staff"),
        Step("Frivillig forvaltning", "Søknad sendes med min underskrift", "Seks måneder", "nav"),
    )),
    Aim("mental_health", "Jeg vil kjenne igjen tegnene før det blir krise.", (
        Step("Samtaler om stemmene", "Faste samtaler med psykolog, hjemme eller på tur",
             "Hver uke", "staff"),
        Step("Følge medisinplanen", "Dosett fylles hver mandag", "Daglig", "person"),
        Step("Øve på kriseplanen", "Vi leser den sammen når jeg har det bra",
             "Hver tredje måned", "staff"),
    ), ("Si fra til noen når jeg sover dårlig",)),
    Aim("physical_health", "Jeg vil bli sterkere og puste lettere.", (
        Step("Blodprøver og helsesjekk", "Time hos fastlegen, jeg får følge",
             "Hver tredje måned", "gp"),
        Step("Gå tur langs elva", "Sammen med en fra teamet eller naboen", "To ganger i uka",
             "person"),
    )),
    Aim("substance_use", "Jeg vil klare helgene uten rus.", (
        Step("Samtale om rus", "Vi ser på hva som skjedde før og etter", "Hver fredag", "staff"),
        Step("Plan for helga", "Skrevet på én side, henger på kjøleskapet", "Hver torsdag",
             "person"),
    )),
    Aim("family_network", "Jeg vil se familien min mer.", (
        Step("Middag med familien", "De kommer til meg, jeg lager maten", "Annenhver søndag",
             "kin"),
        Step("Samtale sammen med familien", "En fra teamet er med", "Fire ganger", "staff"),
    )),
    Aim("leisure", "Jeg vil spille musikk igjen.", (
        Step("Øving på musikkverkstedet", "Følge de tre første gangene", "Onsdag kveld", "staff"),
    )),
    Aim("practical", "Jeg vil komme meg rundt uten å være redd.", (
        Step("Øve på å ta buss", "Kort tur først, så lengre", "Én gang i uka", "staff"),
    )),
)  # fmt: skip

IMPORTANT = (
    "At dere ringer før dere kommer. At jeg får bestemme tempoet.",
    "Familien min. Ro hjemme. At noen tror på meg.",
    "Å ha noe å stå opp til. Musikk og fisketurer.",
    "At det er de samme som kommer, og at vi ler litt.",
)
SITUATION = (
    "Jeg bor alene og har det rolig for tida. Jeg sover litt lite, men kommer meg ut.",
    "Det har vært et tungt halvår med to innleggelser. Nå er jeg hjemme igjen.",
    "Jeg er på vei tilbake etter en lang periode inne. Jeg trenger hjelp med det praktiske.",
)
STRENGTHS = (
    "Jeg er flink med hendene, lager god mat og gir meg ikke så lett.",
    "Jeg kjenner kroppen min godt og sier fra. Jeg har en søster som stiller opp.",
    "Jeg er god på data, liker folk og har hatt jobb i seks år.",
)
NEEDS = (
    "Noen å snakke med når det stormer, og hjelp til post og avtaler.",
    "Følge til lege og NAV, og hjelp til å komme i gang om morgenen.",
    "Faste avtaler, hjelp med økonomi og behandling for søvn.",
)
BY_PERSON = (
    "Jeg møter til avtalene og sier fra når noe ikke passer.",
    "Jeg skriver dagbok om søvn og tar medisinen min.",
)
BY_SERVICES = (
    "Teamet kommer hjem til meg, koordinator kaller inn til møter, NAV avklarer ytelser.",
    "Teamet følger opp hver uke, fastlegen tar prøver, boligkontoret svarer innen to uker.",
)
BY_RELATIVES = ("Søster ringer meg på søndager og sier fra hvis hun blir urolig.",)
COOPERATION = (
    "Fastlege, NAV og boligkontoret deltar i ansvarsgruppa. DPS er med ved innleggelse.",
    "Teamet samarbeider med fastlegen om medisiner og med NAV om arbeid.",
)
PROGRESS = (
    "Kom i gang.", "Prøvd tre ganger.", "Går bedre enn jeg trodde.", "En tung måned, men jeg ga"
    " meg ikke.", "Nesten i mål.",
)  # fmt: skip

SERVICES = {
    "gp": ("Fastlege", ("Legekontoret i Sentrum", "Elvebredden legesenter")),
    "nav": ("Veileder", ("NAV Fjellbygda",)),
    "housing": ("Boligkonsulent", ("Boligkontoret",)),
    "home_care": ("Primærkontakt", ("Hjemmetjenesten sone nord",)),
    "dps": ("Behandler", ("DPS Nordfjell",)),
    "substance_service": ("Ruskonsulent", ("Rustjenesten",)),
}
YOUNG_SERVICES = {
    "gp": SERVICES["gp"],
    "school": ("Kontaktlærer", ("Fjellbygda ungdomsskole", "Sørdal videregående skole")),
    "child_welfare": ("Saksbehandler", ("Barneverntjenesten",)),
    "bup": ("Behandler", ("BUP Nordfjell",)),
    "edu_psych": ("Rådgiver", ("PPT for Fjellbygda",)),
}
SHARED = (
    "Planen, avtaler og hvem som gjør hva",
    "Søknader om ytelser og det som trengs for dem",
    "Legemidler og prøver",
)
SHARED_WITH_KIN = "Alt om avtaler og kriseplan"
EXCLUDED = ("Det som er sagt i samtalene", "Tidligere innleggelser")

TRIGGERS = (
    "Lite søvn flere netter på rad. Krangling. Brev fra det offentlige.",
    "Høytider, ensomhet i helgene og når medisinen blir endret.",
)
HELPS = (
    "Rolig musikk, gå tur med noen, korte besøk, lite lys om kvelden.",
    "Ringe søster, varm dusj, at noen sitter hos meg uten å snakke så mye.",
)
WISHES = (
    "Snakk rolig og si hva dere har tenkt å gjøre. Jeg vil helst være hjemme med daglige besøk.",
    "Jeg vil være med på å bestemme. Ved innleggelse ønsker jeg DPS Nordfjell, enerom.",
)
NOT_WISHED = (
    "Ikke mange mennesker samtidig. Ikke høye doser som gjør meg sløv.",
    "Ikke politi uten at det er fare. Ikke ring arbeidsgiveren min.",
)
TOLD = ("Søster og koordinator. Fastlegen får beskjed dagen etter.", "Koordinator og familien.")
MADE_WITH = ("koordinator", "søster og koordinator", "psykolog og koordinator")

#: Signs, what the person does, what others do, who is called, per level.
LEVELS = {
    "good": (
        "Sover seks timer. Svarer på telefon. Lager mat og er med på turer.",
        "Følger dagsplanen, tar medisinen og møter til avtaler.",
        "Holder avtalene. Ringer før dere kommer.",
        "Koordinator på dagtid.",
    ),
    "warning": (
        "Sover mindre enn fire timer. Slutter å svare. Ligger mye. Tenker at naboen lytter.",
        "Ringer koordinator. Går tur. Sier fra hjemme. Tar kveldsmedisinen tidlig.",
        "Besøk samme dag. Korte, rolige samtaler. Psykiater ser på medisinen innen to dager.",
        "Koordinator eller teamets telefon. Etter klokka 16: legevakt.",
    ),
    "crisis": (
        "Sover ikke. Hører stemmer som kommanderer. Vil ikke ha noen inn. Tanker om å dø.",
        "Ringer noen med en gang. Går til naboen. Lar døra være åpen.",
        "Kommer to sammen med en gang. Blir til det er rolig. Vurderer innleggelse sammen.",
        "Teamets telefon, legevakt 116 117, ved fare for liv 113.",
    ),
}

AGENDA = (
    "Hva har skjedd siden sist?", "Målene mine", "Tiltak som ikke er kommet i gang",
    "Samtykker som går ut", "Kriseplanen", "Neste møte",
)  # fmt: skip
SAID = (
    "Gikk fint, holder fram som før.", "Tiltaket flyttes til over jul.",
    "Enige om at NAV tar dette videre.", "Leste gjennom, ingen endring.", None,
)  # fmt: skip
MEETING_PLACES = ("Hjemme", "Teamets kontor", "NAV Fjellbygda, møterom 2", "Video")
