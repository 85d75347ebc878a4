"""What made-up assessors wrote about DACTS items: comments, advice, evidence. In Norwegian."""

from __future__ import annotations

from typing import Final

#: What a person must judge, a year ago and now.
JUDGED: Final = {
    "O1": (3, 4),
    "O3": (3, 4),
    "O4": (2, 2),
    "S3": (4, 4),
    "S7": (3, 3),
    "S9": (3, 4),
}

#: A comment, and a recommendation where there is one.
COMMENTS: Final[dict[str, tuple[str, str | None]]] = {
    "H2": (
        "De fleste møter flere av oss, men de stabile brukerne møter stort sett koordinatoren sin.",
        "La to følge hver bruker fast, og bytt på hvem som drar når det ikke haster.",
    ),
    "H4": (
        "Lederen har egne brukere og deltar i tavlemøtet hver dag.",
        None,
    ),
    "H6": (
        "Halv psykologstilling har stått tom siden i vår, og et langt fravær ble ikke dekket.",
        "Lys ut psykologstillingen på nytt sammen med poliklinikken, som delt stilling.",
    ),
    "H10": ("Jobbspesialisten er på plass i full stilling.", None),
    "O4": (
        "Etter klokka 16 møter brukerne legevakt og ambulant akutteam, som ikke har kriseplanen.",
        "Avtal med ambulant akutteam at de kan ringe oss, og at kriseplanen følger med.",
    ),
    "O5": (
        "Legevakta legger inn uten å ringe oss om natta. På dagtid er vi nesten alltid med.",
        "Legg navn og nummer til teamet øverst i kriseplanen, og gå gjennom hver innleggelse.",
    ),
    "S1": (
        "Kontortimene ligger hos tre behandlere. Resten møter folk der de bor.",
        "Prøv to faste hjemmedager i uka for dem som har flest kontortimer.",
    ),
    "S4": (
        "Mye tid går til noen få i krise, og de stabile får lite.",
        "Sett et mål for minutter per uke i tavlemøtet, og se på det hver måned.",
    ),
    "S6": (
        "Pårørende kontaktes mest når noe skjer.",
        "Spør om nettverk i hver revisjon av planen, og avtal én kontakt i måneden.",
    ),
    "S8": (
        "Rusgruppa møtes hver torsdag. Få av dem som kunne hatt nytte av den, kommer.",
        "Hent dem som vil prøve rusgruppa, de fire første gangene.",
    ),
    "S10": ("Erfaringskonsulenten er i halv stilling og deltar i tavlemøtet.", None),
}

#: The recommendations that stand first, a year ago and now; who takes them on by place in the
#: team, in so many days.
MAIN: Final = (
    (("S8", 2, 60), ("O5", 3, 30), ("H2", 0, 90)),
    (("O4", 0, 60), ("S4", 3, 30), ("H6", 0, 90)),
)

EVIDENCE: Final = {
    "O4": ("interview", "Samtale med leder og to medlemmer om kveld og natt."),
    "H3": ("observation", "Vurdererne var med på tavlemøtet begge dagene."),
    "S3": ("chart", "Gått gjennom ti utvalgte journaler."),
}

STRENGTHS: Final = (
    "Teamet møtes hver dag og kjenner hele caseloaden. Folk blir i teamet, og få faller ut."
)
WEAKNESSES: Final = (
    "Kveld, natt og helg er utenfor teamet. Nettverket trekkes inn sent, og intensiteten er ujevn."
)
SOURCES: Final = (
    "Observert tavlemøte, samtaler med leder og fire medlemmer, ti tilfeldig valgte journaler, "
    "to brukere og en pårørende, teamets egne tall"
)
WHY_SETTLED: Final = "Vurdererne gikk gjennom eksemplene sammen og ble enige."
