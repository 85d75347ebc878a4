"""The words teams put over their columns and on their sheets, and what they mean.

Bokmål, nynorsk and English. A word that is not here makes its column a note on the person.
"""

import re
import unicodedata
from typing import Final, Literal

Field = Literal[
    "name", "name_family_first", "given", "family", "preferred", "birth_date", "birth_number",
    "category", "reason", "placed_on", "responsible", "coordinator", "agreed", "today",
    "this_week", "other", "next_contact", "crisis_plan", "individual_plan", "municipality",
    "phone", "enrolled_on", "state", "row_number", "initials", "profession", "fte", "employer",
    "note", "leave_out",
]  # fmt: skip
"""What a column holds; `note` keeps it as a note on the person, `leave_out` is a user's choice."""

_WORDS: Final[dict[Field, str]] = {
    "name_family_first": "etternavn fornavn|etternamn fornamn|surname given name"
    "|last name first name|surname first name|family name given name|lastname firstname",
    "name": "navn|namn|name|hvem|kven|who|bruker|brukar|pasient|client|patient|person|brukernavn"
    "|pasientnavn|full name|fullt navn|navn på bruker|tjenestemottaker|klient",
    "given": "fornavn|fornamn|first name|firstname|given name|given names|given",
    "family": "etternavn|etternamn|surname|last name|lastname|family name|family",
    "preferred": "kallenavn|kalles|tiltalsnavn|preferred name|nickname|preferred",
    "birth_date": "fdato|f dato|født|fødd|fødselsdato|fødselsdag|fødd dato|dato født|birth date"
    "|date of birth|dob|birthdate|born|fødselsår",
    "birth_number": "fødselsnummer|fødselsnr|personnummer|personnr|fnr|f nr|pnr|fødsels nr"
    "|birth number|national id|id nummer|national identity number|personnumer|11 siffer|d nummer",
    "category": "kategori|category|tavlekategori|gruppe|seksjon|section|hvorfor på tavla kategori",
    "reason": "årsak|hvorfor|kvifor|grunn|reason|why|bakgrunn|problemstilling|situasjon|aktuelt"
    "|hvorfor på tavla|hva skjer",
    "placed_on": "på tavla siden|på tavla sidan|på tavla fra|på tavle siden|inn dato|inndato"
    "|dato inn|inn på tavla|satt på tavla|siden|on board since|on the board since|placed"
    "|placed since|since|dato på tavla|oppe siden",
    "responsible": "ansvarlig|ansvarleg|hvem følger opp|kven følgjer opp|følges av|følger opp"
    "|responsible|staff|behandler|behandlere|team|ansatt|ansatte|oppfølging av|case manager|cm"
    "|kontaktperson|primærkontakt|worker",
    "coordinator": "koordinator|coordinator|koord",
    "agreed": "avtalt|avtalar|avtaler|avtale|tiltak|plan|agreed|action|actions|agreed actions"
    "|neste steg|next step|next steps|hva gjør vi|oppgaver",
    "today": "i dag|idag|today|dagens|i dag hvem",
    "this_week": "denne uka|denne uken|denne veka|this week|uka|uken|veka|uke",
    "other": "annet|anna|other|merknad|merknader|kommentar|kommentarer|notat|notater|notes|note"
    "|remarks|comments|info|diverse",
    "next_contact": "neste kontakt|neste time|next contact|neste avtale|neste møte"
    "|next appointment|next visit|neste besøk",
    "crisis_plan": "kriseplan|kriseplan dato|crisis plan|kriseplan laget|mestringsplan",
    "individual_plan": "ip|individuell plan|individual plan|ip dato|har ip",
    "municipality": "kommune|municipality|bydel|bosted|bostedskommune|bustadkommune|hjemkommune",
    "phone": "tlf|telefon|telefonnummer|mobil|tlf nr|tlfnr|phone|telephone|mobile|mob",
    "enrolled_on": "inntak|inntaksdato|dato inntak|intake|intake date|enrolled|enrolled on"
    "|tatt inn|oppstart|startdato|start|inntatt|innskrevet",
    "state": "status|state|tilstand",
    "row_number": "nr|no|number|nummer|løpenr|lnr|løpenummer",
    "initials": "init|initialer|initialar|initials|ini|sign|signatur|forkortelse",
    "profession": "yrke|profession|stilling|tittel|fag|faggruppe|profesjon|rolle|role"
    "|utdanning|title|job",
    "fte": "prosent|stillingsprosent|stillingsstørrelse|årsverk|fte|percent|stilling prosent|pct",
    "employer": "arbeidsgiver|arbeidsgivar|employer|ansatt i|ansatt hos|tilsatt i",
}
_MEANING: Final[dict[str, Field]] = {
    word: field for field, words in _WORDS.items() for word in words.split("|")
}

_CATEGORY_WORDS: Final[tuple[tuple[str, str], ...]] = (
    ("legal", "tvang tud tph juridisk dom dømt dømte compulsory legal tvungent"),
    ("crisis", "krise kriser kriseforebygging crisis akutt akuttfase"),
    ("prison", "fengsel varetekt soning prison custody fengslet"),
    ("admitted", "innlagt innlagte innleggelse innleggelser innlagd døgn sykehus sjukehus"
     " admitted hospital ward inpatient"),
    ("life_events", "livshendelse livshendelser livshending livshendingar"),
    ("avoiding", "unndrar unndreg unnviker engasjere avoiding avoidant engage"),
    ("new", "nye ny nyhenviste inntak new"),
    ("intensive", "intensiv intensivt intensive oppskalert"),
    ("other", "annet anna andre other ferieavløsning avslutning"),
)  # fmt: skip
_CATEGORY_PHRASES: Final = {"life events": "life_events", "life event": "life_events"}

_GENERIC_TITLES: Final = re.compile(
    r"((ark|sheet|blad|tabell|table|feuil)\s*\d*|(fact[ -]?|act[ -]?)?(tavle[n]?|tavla|board)"
    r"|oversikt|overview|liste|list|alle( brukere)?|caseload|.*\bcsv)",
    re.IGNORECASE,
)


def plain_words(text: str) -> str:
    """Return a heading in small letters with single blanks, signs and brackets taken off."""
    text = unicodedata.normalize("NFC", text).casefold()
    text = re.sub(r"\([^)]*\)", " ", text).replace("%", " prosent ").replace("f.dato", "fdato")
    return " ".join(re.sub(r"[^\w]+", " ", text).split())


def field_of(heading: str) -> Field | None:
    """Return what a heading says its column holds, or None for an unknown word.

    The whole heading is looked for first, then the longest known words inside it.
    """
    words = plain_words(heading)
    if not words or len(words) > 60:
        return None
    if words in _MEANING:
        return _MEANING[words]
    padded = f" {words} "
    inside = [word for word in _MEANING if len(word) > 3 and f" {word} " in padded]
    return _MEANING[max(inside, key=len)] if inside else None


def is_heading(text: str) -> bool:
    """Return whether a text is, as a whole, one of the known headings."""
    return plain_words(text) in _MEANING


def category_code(text: str) -> str | None:
    """Return the code of the usual category a text names, or None for a team's own category.

    The codes: crisis, life_events, intensive, avoiding, admitted, prison, new, legal, other.
    """
    words = plain_words(text.replace("(", " ").replace(")", " "))
    for phrase, code in _CATEGORY_PHRASES.items():
        if f" {phrase} " in f" {words} ":
            return code
    present = set(words.split())
    return next((code for code, known in _CATEGORY_WORDS if present & set(known.split())), None)


def is_generic_title(title: str) -> bool:
    """Return whether a sheet's title says nothing about a category: "Ark1", "Tavle"."""
    return _GENERIC_TITLES.fullmatch(title.strip()) is not None
