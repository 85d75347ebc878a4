"""Names to draw from: Norwegian, Sami, and of people who came from elsewhere."""

from random import Random

_NORWEGIAN = (
    "Anne Ingrid Kari Liv Åse Randi Berit Solveig Marit Turid Hilde Silje Ida Nora Maren Guro "
    "Tiril Øydis Ragnhild Synnøve Astrid Frida Åshild Oddny Thea".split(),
    "Even Lars Ola Per Jonas Håkon Bjørn Øyvind Åsmund Terje Geir Magnus Sindre Odd Stian Vegard "
    "Eirik Kåre Trygve Jørgen Snorre Halvard Rune Aksel Emil".split(),
    "Ødegård Ruud Andersen Haugen Solbakken Nilsen Bråten Lund Moen Eide Kvåle Strand Fjeldstad "
    "Hagen Røed Skår Brekke Myhre Vågen Tangen Lien Sæther Aasen Dahl Holte Grøtte Nygård Bøe "
    "Lunde Rønning".split(),
)  # fmt: skip
_SAMI = (
    "Máret Biret Elle Ristten Rávdná Inga Sárá Gáddjá Ánne Liŧŧa".split(),
    "Áilu Ánte Niillas Jovsset Máhtte Ovllá Heaika Issát Piera Duommá".split(),
    "Utsi Gaup Eira Somby Hætta Čoska Muoŧka Jeaŋŋa Buođđu Šállu Guttorm Oskal".split(),
)
_ELSEWHERE = (
    (
        "Fatima Amina Hodan Leila Samira".split(),
        "Yusuf Ali Hassan Omar Amir".split(),
        "Warsame Mohamud Haddad Rahimi Farah Nasser".split(),
    ),
    (
        "Agnieszka Katarzyna Magda".split(),
        "Tomasz Piotr Marek".split(),
        "Nowak Zielińska Kowalczyk Wójcik".split(),
    ),
    (
        "Jelena Željka Amra".split(),
        "Goran Đorđe Žarko".split(),
        "Šimić Đurić Kovačević Žarković".split(),
    ),
    ("Linh Mai Thuy".split(), "Minh Huy Tuan".split(), "Tran Nguyen Pham Le".split()),
    (
        "Selam Hiwot Olena Iryna".split(),
        "Tesfay Yonas Andrij Mykola".split(),
        "Haile Tekle Shevchuk Bondar".split(),
    ),
)
_STAFF_FAMILY = (
    "Sandvik Kvam Nordby Østby Dalseth Nikolaisen Bakke Fjeld Pettersen Utsi Vik Rognli Ånestad "
    "Warsame Lindberg Tveit Hætta Kowalska Berg Solheim".split()
)  # fmt: skip


def of_staff(rng: Random, count: int) -> list[str]:
    """Names of members, each family name once."""
    women, men, _family = _NORWEGIAN
    given = [*women, *men, "Risten", "Amir", "Sara", "Yusuf"]
    families = rng.sample(_STAFF_FAMILY, min(count, len(_STAFF_FAMILY)))
    return [f"{rng.choice(given)} {family}" for family in families]


def of_person(rng: Random, *, female: bool, taken: set[tuple[str, str]]) -> tuple[str, str]:
    """Given and family name that together are not in ``taken``; adds them there."""
    while True:
        draw = rng.random()
        group = _NORWEGIAN if draw < 0.72 else _SAMI if draw < 0.85 else rng.choice(_ELSEWHERE)
        given = rng.choice(group[0 if female else 1])
        family = rng.choice(group[2])
        # Families mix, and some have two names.
        if rng.random() < 0.12:
            family = rng.choice(_NORWEGIAN[2])
        if rng.random() < 0.15:
            given = f"{given} {rng.choice(group[0 if female else 1])}"
        if given.split()[0] != given.split()[-1] or " " not in given:
            pair = given, family
            if pair not in taken:
                taken.add(pair)
                return pair
