"""Why somebody is on the board: reasons, agreements and tasks, in Norwegian as a team writes them.

No text says he or she, so that each fits everybody.
"""

from dataclasses import dataclass

from factdesk.board.tables import Level
from factdesk.people.kinds import AdmissionKind


@dataclass(frozen=True)
class Scenario:
    """One reason to be on the board, what is agreed about it, and a task that follows."""

    category: str
    level: Level
    reason: str
    agreed: str
    task: str
    stay: AdmissionKind | None = None
    involuntary: bool = False


def _of(category: str, *lines: tuple[Level, str, str, str]) -> tuple[Scenario, ...]:
    return tuple(Scenario(category, *line) for line in lines)


def _stays(
    category: str, kind: AdmissionKind, *lines: tuple[bool, str, str, str]
) -> tuple[Scenario, ...]:
    return tuple(
        Scenario(category, Level.BLUE, reason, agreed, task, kind, forced)
        for forced, reason, agreed, task in lines
    )


_RED, _YELLOW, _GREEN = Level.RED, Level.YELLOW, Level.GREEN

_CRISIS = _of(
    "crisis",
    (_RED, "Sover lite, hører stemmer igjen",
     "Ny vurdering av psykiater. Søster ringes fredag.", "Avtale time hos psykiater"),
    (_RED, "Husleierestanse, trussel om utkastelse",
     "NAV tar kontakt, ansvarsgruppe innkalles", "Ringe NAV om husleie"),
    (_RED, "Har sluttet med medisiner, økende uro",
     "Daglig besøk, to sammen, tilby medisiner ved hvert besøk", "Snakke med fastlegen"),
    (_RED, "Tanker om å ta livet sitt, ingen konkret plan",
     "Daglig kontakt, sikkerhetsplanen gjennomgått, vurderes på nytt", "Oppdatere sikkerhetsplan"),
    (_YELLOW, "Ny ruseksponering etter tre rusfrie måneder",
     "Besøk annenhver dag, tilby samtale med ruskonsulent", "Avtale samtale om rus"),
    (_YELLOW, "Uro og tidlige varseltegn etter kriseplanen",
     "Følge gult nivå i kriseplanen, kontakt hver dag", "Gå gjennom kriseplanen sammen"),
    (_YELLOW, "Konflikt med nabo, politiet har vært der",
     "Samtale med boligkontoret, gå to sammen", "Ringe boligkontoret"),
    (_YELLOW, "Spiser og drikker lite siste uke",
     "Handle sammen to ganger i uka, veie ukentlig", "Bestille time hos fastlege"),
    (_YELLOW, "Depot utsatt, begynner å høre stemmer",
     "Depot gis hjemme, ny vurdering etter helga", "Sette depot"),
)  # fmt: skip
_INTENSIVE = _of(
    "intensive",
    (_YELLOW, "Flere besøk i uka etter lang tid med isolasjon",
     "Tre faste besøk i uka, tur ute hver onsdag", "Lage ukeplan sammen"),
    (_YELLOW, "Kaotisk bosituasjon, strever med å holde orden",
     "Praktisk hjelp tirsdag og torsdag, boligkonsulent med", "Søke om hjemmehjelp"),
    (_GREEN, "Trappes ned etter krise tidligere i år",
     "To besøk i uka, av tavla når det har holdt i tre uker", "Avtale evaluering"),
    (_YELLOW, "Oppstart av ny medisin, følges tett",
     "Blodprøve annenhver uke, samtale om bivirkninger", "Bestille blodprøve"),
    (_GREEN, "Start i praksisplass, trenger støtte om morgenen",
     "Jobbspesialist følger de første to ukene", "Møte med arbeidsgiver"),
)  # fmt: skip
_ADMITTED = _stays(
    "admitted",
    AdmissionKind.PSYCHIATRIC_WARD,
    (True, "Innlagt etter medikamentstopp",
     "Avtale første hjemmebesøk før utskriving", "Delta på utskrivingsmøte"),
    (False, "Innlagt etter eget ønske, trengte ro",
     "Besøk på avdelingen to ganger i uka", "Ringe avdelingen om permisjon"),
    (False, "Planlagt innleggelse for medisinendring",
     "Samarbeidsmøte torsdag, vi henter ved utskriving", "Delta i samarbeidsmøte"),
    (True, "Tvangsinnlagt etter bekymring fra familien",
     "Besøk hver tredje dag, holde kontakt med familien", "Ringe pårørende"),
)  # fmt: skip
_SUBSTANCE = _stays(
    "admitted",
    AdmissionKind.SUBSTANCE_WARD,
    (False, "Avrusing, opphold i tre uker", "Besøk i uke to, plan for tida etterpå",
     "Lage plan for hjemreise"),
)  # fmt: skip
_PRISON = _stays(
    "prison",
    AdmissionKind.PRISON,
    (False, "Soner dom, løslates om noen måneder", "Besøk hver måned, avklare bolig før løslatelse",
     "Søke bolig til løslatelse"),
    (False, "Varetekt, ny fengsling avgjøres", "Holde kontakt med advokat og helseavdelingen",
     "Ringe helseavdelingen i fengselet"),
)  # fmt: skip
_AVOIDS = _of(
    "difficult_to_engage",
    (_YELLOW, "Vil ikke åpne døra", "Prøv sammen med en kjent, legg lapp", "Legge lapp med tider"),
    (_YELLOW, "Svarer ikke på telefon eller melding",
     "Oppsøke på ulike tider, også ettermiddag", "Spørre på kafeen"),
    (_RED, "Ikke sett på ti dager, naboer vet ingenting",
     "Oppsøk hver dag, kontakt vaktmester og familie", "Ringe familien"),
    (_YELLOW, "Avlyser alle avtaler siden hytteturen",
     "Tilby gåtur i stedet for samtale, korte besøk", "Foreslå gåtur"),
    (_YELLOW, "Har flyttet til venner, ukjent adresse",
     "Møtes på NAV ved utbetaling, avtal fast sted", "Avtale med NAV"),
    (_YELLOW, "Ønsker ikke kontakt med psykiater",
     "Erfaringskonsulent holder kontakten, ingen press", "Avtale kaffe ute"),
)  # fmt: skip
_LIFE = _of(
    "life_events",
    (_YELLOW, "Mistet moren forrige uke", "Følges til begravelsen, besøk dagen etter",
     "Følge i begravelse"),
    (_YELLOW, "Samlivsbrudd, flytter til ny leilighet", "Hjelp til flytting, kontakt i helga",
     "Skaffe flyttebil"),
    (_GREEN, "Årsdag for en tung hendelse", "Ekstra samtale på dagen, plan er laget",
     "Ringe på dagen"),
    (_YELLOW, "Rettssak om samvær neste måned", "Støtte til advokatmøte, samtale etterpå",
     "Bli med til advokat"),
    (_GREEN, "Blir forelder om noen måneder", "Samarbeid med jordmor og helsestasjon",
     "Avtale møte med jordmor"),
)  # fmt: skip
_LEGAL = _of(
    "legal",
    (_YELLOW, "Tvungent vern uten døgnopphold, vurderes på nytt",
     "Forberede kontroll, samtale om ønsker", "Forberede kontrollsamtale"),
    (_GREEN, "Dom til behandling, ny vurdering neste måned",
     "Møte med faglig ansvarlig, advokat informert", "Avtale møte med advokat"),
)  # fmt: skip
_NEW = _of(
    "new",
    (_GREEN, "Nyinntatt, teamet blir kjent", "Alle i teamet møter innen seks uker", "Første plan"),
    (_GREEN, "Ny fra DPS, kartlegges", "To besøk i uka, kartlegging av behov", "Innhente epikrise"),
    (_YELLOW, "Ny, usikker på om teamet er rett sted", "Samtale om forventninger, ta det rolig",
     "Samtale om hva teamet er"),
    (_GREEN, "Ny etter flytting hit, skifter fastlege", "Hjelp med fastlege og NAV",
     "Bytte fastlege"),
    (_GREEN, "Nyinntatt, ønsker hjelp til jobb", "Jobbspesialist med fra første uke",
     "Møte med jobbspesialist"),
)  # fmt: skip
_OTHER = _of(
    "other",
    (_GREEN, "Koordinator har ferie, avløses", "Avløser tar faste avtaler", "Lese seg opp"),
    (_GREEN, "Avslutning forberedes med kommunen", "Overføringsmøte er avtalt",
     "Kalle inn til overføringsmøte"),
)  # fmt: skip

_YOUNG_CRISIS = _of(
    "crisis",
    (_RED, "Selvskading etter brudd med kjæreste",
     "Daglig kontakt, sikkerhetsplan gjennomgått", "Gå gjennom sikkerhetsplan"),
    (_RED, "Har rømt to netter på rad", "Barnevernsvakta informert, vi leter på kjente steder",
     "Ringe barnevernet"),
    (_YELLOW, "Ikke på skolen på tre uker", "Møte med skole og PPT, hente to morgener i uka",
     "Kalle inn skole og PPT"),
    (_YELLOW, "Prøver ut piller på fest", "Samtale om rus, tilby gruppe", "Samtale om rus"),
    (_YELLOW, "Krangel hjemme, overnatter hos venner", "Familiesamtale onsdag",
     "Avtale familiesamtale"),
)  # fmt: skip
_YOUNG_INTENSIVE = _of(
    "intensive",
    (_YELLOW, "Snur døgnet, kommer seg ikke opp", "Vekke tre ganger i uka, frokost ute",
     "Lage plan for døgnrytme"),
    (_YELLOW, "Tilbake på skolen etter lang tid", "Følge til skolen mandag og onsdag",
     "Snakke med kontaktlærer"),
    (_GREEN, "Fyller 18, overgang til voksne", "Møte med DPS, felles samtaler en periode",
     "Innkalle til overgangsmøte"),
)  # fmt: skip
_YOUNG_ADMITTED = _stays(
    "admitted",
    AdmissionKind.YOUTH_WARD,
    (False, "Innlagt på ungdomspost etter selvmordsforsøk",
     "Besøk annenhver dag, hjemreise planlegges", "Delta på nettverksmøte"),
    (False, "Utredning på ungdomspost", "Samarbeidsmøte hver uke", "Delta på utskrivingsmøte"),
    (True, "Tvangsinnlagt, spiser ikke", "Støtte til foreldre, besøk når det passer",
     "Ringe foreldrene"),
)  # fmt: skip
_YOUNG_AVOIDS = _of(
    "difficult_to_engage",
    (_YELLOW, "Svarer bare på meldinger om natta", "Skriv kort hver dag, foreslå spilling",
     "Foreslå spillkveld"),
    (_YELLOW, "Vil ikke møte flere voksne", "Samme person hver gang, ute i bil", "Avtale biltur"),
    (_YELLOW, "Blir på rommet, mor åpner døra", "Besøk til vanlig tid, samtale med mor",
     "Samtale med mor"),
    (_RED, "Ikke hjemme på en uke", "Oppsøk på senteret, kontakt med barnevernet",
     "Ringe utekontakten"),
)  # fmt: skip
_YOUNG_LIFE = _of(
    "life_events",
    (_YELLOW, "Foreldrene flytter fra hverandre", "Ekstra samtaler, skolen er orientert",
     "Snakke med begge foreldre"),
    (_YELLOW, "Flytter til hybel og begynner på ny skole", "Hjelp til flytting, handle inn",
     "Handle til hybelen"),
)  # fmt: skip

ADULT: tuple[Scenario, ...] = (
    *_CRISIS, *_INTENSIVE, *_ADMITTED, *_SUBSTANCE, *_PRISON, *_AVOIDS, *_LIFE, *_LEGAL, *_NEW,
    *_OTHER,
)  # fmt: skip
YOUNG: tuple[Scenario, ...] = (
    *_YOUNG_CRISIS, *_YOUNG_INTENSIVE, *_YOUNG_ADMITTED, *_YOUNG_AVOIDS, *_YOUNG_LIFE,
    *_NEW, *_OTHER,
)  # fmt: skip

#: Lately discharged: what the board says of somebody who came home this weekend.
DISCHARGED = Scenario(
    "admitted",
    Level.BLUE,
    "Utskrevet, følges tett i 30 dager",
    "Gå gjennom sikkerhetsplan",
    "Gå gjennom sikkerhetsplan",
    AdmissionKind.PSYCHIATRIC_WARD,
)


def by_category(scenarios: tuple[Scenario, ...]) -> dict[str, list[Scenario]]:
    """Scenarios per category code."""
    found: dict[str, list[Scenario]] = {}
    for scenario in scenarios:
        found.setdefault(scenario.category, []).append(scenario)
    return found
