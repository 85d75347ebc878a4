"""What the made-up team writes: notes, meeting answers, goals, reasons. Norwegian, nobody's own.

Short texts that stand alone, so that any two can follow each other.
"""

#: One-line notes of contacts, by what the person's time on the board is about (or calm).
NOTES: dict[str, tuple[str, ...]] = {
    "calm": (
        "Samtale om uka. Sover greit.", "Gikk tur langs elva.", "Handlet sammen, god stemning.",
        "Snakket om jobb og økonomi.", "Kaffe på kafé, ønsker flere aktiviteter.",
        "Medisiner gjennomgått, ingen endring.", "Gikk gjennom post og regninger.",
        "Har vært på trening to ganger.", "Snakket om familie og høytid.",
        "Tok blodprøve på legekontoret.", "Hjalp til med søknad.", "Fornøyd med leiligheten.",
        "Avtalte neste besøk.", "Litt sliten, ellers som vanlig.", "Lagde middag sammen.",
        "Gleder seg til besøk i helga.", "Evaluerte mål i planen.", "Ringte fastlegen sammen.",
    ),
    "crisis": (
        "Hjemme. Sliten, åpen om stemmene.", "Urolig, går fram og tilbake. Roligere etter tur.",
        "Sov tre timer i natt. Tok imot medisin.", "Vil ikke legges inn, ønsker daglig besøk.",
        "Trygg nok til i morgen, avtalte telefon i kveld.", "Har spist, noe mer ro.",
        "Gikk gjennom kriseplanen. Kjenner igjen tegnene.", "Redd for å være alene, søster kommer.",
        "Glemte depot, ny time avtalt.", "Snakket åpent om tankene. Ingen plan.",
        "Bedre dag. Spiste frokost sammen.", "Fikk hjelp til å ringe NAV.",
    ),
    "intensive": (
        "Ryddet kjøkkenet sammen.", "Fulgte ukeplanen, var på butikken.", "Tur ute en time.",
        "Kom seg opp til avtalen.", "Medisin tatt, noe trøtt.", "Planla neste uke.",
        "Var med på aktivitetssenteret.", "Snakket om hva som hjelper.",
    ),
    "admitted": (
        "Besøk på avdelingen. Roligere.", "Møte med behandler, utskriving diskutert.",
        "Gikk tur utenfor avdelingen.", "Ønsker seg hjem, forstår planen.",
        "Hentet klær hjemme og leverte.", "Permisjon gikk fint.",
    ),
    "prison": (
        "Besøk i fengselet, god samtale.", "Snakket om bolig etter løslatelse.",
        "Telefon med helseavdelingen.",
    ),
    "difficult_to_engage": (
        "Åpnet døra på gløtt, tok imot matvarer.", "Kort prat i trappa.",
        "Møtte på senteret, ville ikke snakke lenge.", "Svarte på melding.",
        "Traff på NAV, avtalte ny tid.",
    ),
    "life_events": (
        "Snakket om sorgen. Spiser litt.", "Hjalp med flyttekasser.", "Var med til advokat.",
        "Tok en tur på kirkegården.", "Søvn bedre, støtte fra venner.",
    ),
    "legal": ("Samtale om vedtaket.", "Gikk gjennom klagemuligheter.", "Forberedte kontroll."),
    "new": (
        "Første besøk, fortalte om seg selv.", "Kartla behov sammen.", "Møtte to fra teamet.",
        "Snakket om hva som er viktig.", "Så på leiligheten, mangler møbler.",
        "Gikk gjennom medisiner.",
    ),
    "other": ("Avløser presenterte seg.", "Overføring planlagt.", "Fast avtale holdt."),
}  # fmt: skip

DID_NOT_COME = (
    "Ikke hjemme, la lapp.", "Åpnet ikke.", "Kom ikke til avtalen.", "Svarte ikke på telefon.",
    "Hadde glemt avtalen, ny tid sendt.",
)  # fmt: skip
WITH_KIN = (
    "Ringte søster etter avtale.", "Samtale med foreldre om støtte hjemme.",
    "Pårørende er orientert om endringen.", "Bror ringte, bekymret for søvn.",
)  # fmt: skip
WITH_SERVICE = (
    "Telefon med fastlege.", "Samarbeidsmøte med DPS.", "Avklaring med NAV.",
    "Telefon med hjemmetjenesten.", "Møte med boligkontoret.", "Samtale med avdelingen.",
)  # fmt: skip
LONGER = (
    "Vi snakket om hva som har hjulpet tidligere: faste tider, korte besøk og å komme seg ut. "
    "Ønsker at vi ringer før vi kommer.",
    "Gikk gjennom uka dag for dag. Det er lettest om morgenen. Avtalte at vi legger besøk til før "
    "klokka elleve framover.",
    "Snakket om medisin og bivirkninger. Tar opp trøtthet med psykiater ved neste time.",
    "Fortalte om planer for jobb. Vil gjerne prøve to dager i uka, "
    "og ønsker følge den første tida.",
)
CANCELLED = ("Avlyst av personen.", "Sykdom i teamet, flyttet.", "Avlyst, vær og føre.")

NEWS: dict[str, tuple[str, ...]] = {
    "crisis": ("Sov bedre i natt.", "Ringte legevakta i går kveld.", "Uroen har økt.",
               "Roligere i helga.", "Tok imot medisin.", "Fortsatt stemmer om kvelden."),
    "intensive": ("Har holdt avtalene.", "Ryddigere hjemme.", "Litt tyngre uke."),
    "admitted": ("Avdelingen melder om framgang.", "Permisjon i helga gikk bra.",
                 "Utskriving utsatt.", "Samarbeidsmøte holdt."),
    "prison": ("Snakket med helseavdelingen.", "Nytt besøk er avtalt."),
    "difficult_to_engage": ("Ingen kontakt siden sist.", "Åpnet døra i går.",
                            "Svarte på melding.", "Sett på butikken."),
    "life_events": ("Begravelsen er over.", "Flyttet i helga.", "Klarer seg bra."),
    "legal": ("Vedtaket er påklaget.", "Kontroll gjennomført."),
    "new": ("Har møtt fire i teamet.", "Kartlegging er i gang.", "Første plan skrives."),
    "other": ("Går som avtalt.",),
    "calm": ("Går bra, ingen endring.", "Stabil, fortsetter som før.", "Har begynt i praksis.",
             "Ønsker tettere kontakt en periode.", "Evaluering av plan i neste uke."),
    "referral": ("Ny henvisning lest.", "Vurderingssamtale avtalt.", "Mangler opplysninger."),
}  # fmt: skip
NEEDS = (
    "Daglig besøk.", "Besøk i dag og i morgen.", "Samtale med psykiater.", "Hjelp med økonomi.",
    "Følge til lege.", "Som avtalt.", "Ukentlig kontakt er nok.", "Flere som kjenner situasjonen.",
)  # fmt: skip
SAFETY = ("Trygt nå.", "Ny vurdering i dag.", "Gå to sammen.", "Sikkerhetsplan gjelder.")
FAMILY = ("Familien er med.", "Søster er orientert.", "Ønsker ikke at familien vet noe.",
          "Pårørende ringes i dag.")  # fmt: skip
OFF = (
    "Stabil i tre uker, følges av koordinator", "Krisen er over, kriseplan oppdatert",
    "Kontakt gjenopprettet", "Målet for perioden er nådd", "Trapper ned etter eget ønske",
    "Kjent for hele teamet, plan er laget",
)  # fmt: skip
OFF_ALONE = ("Feil plassert", "Flyttet ut av området")
AFTER_STAY = ("Hjemme i tre uker uten ny uro", "Fulgt opp etter utskriving, stabil")
CLOSURES = {
    "goals_reached": "Klarer seg med fastlege og kommunal tjeneste.",
    "other_service": "Overført til kommunens psykiske helsetjeneste.",
    "moved": "Flyttet, ny kommune er kontaktet.",
    "declined": "Ønsker ikke mer oppfølging nå, velkommen tilbake.",
}
GOALS = (
    "Jeg vil bo hjemme og ha ro om natta.", "Jeg vil tilbake i jobb.", "Jeg vil se barna mine mer.",
    "Jeg vil ha egen leilighet.", "Jeg vil ut på tur uten å være redd.",
    "Jeg vil klare meg uten rus.", "Jeg vil begynne på kurs.", "Jeg vil ha noen å spise med.",
    "Jeg vil bestemme mer selv.", "Jeg vil spille i band igjen.", "Jeg vil ha orden på økonomien.",
)  # fmt: skip
YOUNG_GOALS = (
    "Jeg vil ha venner som ikke ruser seg.", "Jeg vil klare skolen.", "Jeg vil sove om natta.",
    "Jeg vil være hjemme uten krangling.", "Jeg vil ta lappen.", "Jeg vil spille fotball igjen.",
)  # fmt: skip
REFERRALS = (
    "Flere innleggelser siste to år, faller ut av poliklinisk behandling.",
    "Trenger sammensatt og oppsøkende hjelp.", "Psykose og rus, bor alene.",
    "Lite kontakt med hjelpeapparatet, stort funksjonsfall.",
    "Ønsker samlet hjelp til bolig, jobb og behandling.",
)  # fmt: skip
YOUNG_REFERRALS = (
    "Stort skolefravær og isolasjon.", "Flere tjenester, lite samordning.",
    "Rus og selvskading, møter ikke til timer.", "Uro hjemme, barnevernet er inne.",
)  # fmt: skip
PERSON_NOTES = (
    ("Viktig å vite", "Liker best besøk før lunsj. Ring på forhånd."),
    ("Avtale", "Nøkkel til oppgangen ligger på kontoret."),
    ("Nettverk", "Har god kontakt med naboen i etasjen over."),
    ("Økonomi", "Frivillig forvaltning hos NAV, utbetaling hver torsdag."),
    ("Helse", "Går til fastlege hver tredje måned for blodprøver."),
    ("Interesser", "Glad i musikk, sjakk og fisketurer."),
)
WARNINGS = {
    "go_two": "Uforutsigbar når det er uro",
    "dog": "Stor hund, ring på forhånd",
    "violence": "Har truet ved kontroll av bolig",
    "infection": "Bruk hansker ved sårstell",
}
STREETS = ("Fjellveien", "Elvegata", "Skolebakken", "Stasjonsveien", "Solsida", "Tunveien",
           "Moltemyra", "Bjørkelia", "Fjordgløtt", "Kirkeveien")  # fmt: skip
GPS = ("Legekontoret i Sentrum", "Elvebredden legesenter", "Fjellbygda legekontor",
       "Sørdal legesenter", "Nes legekontor")  # fmt: skip
WARDS = {
    "psychiatric_ward": "DPS Nordfjell, døgn",
    "substance_ward": "Rusposten, Nordfjell HF",
    "youth_ward": "Ungdomsposten, Nordfjell HF",
    "prison": "Nordfjell fengsel",
}
RELATIONS = ("søster", "bror", "mor", "far", "voksent barn", "venn", "partner")
AGREED_TASKS = (
    "Ringe fastlege", "Sende melding om ny time", "Avtale med hjemmetjenesten",
    "Oppdatere kriseplan", "Kalle inn til ansvarsgruppe", "Bestille drosje til time",
    "Ta med skjema til neste besøk", "Ringe pårørende", "Skrive søknad om støttekontakt",
)  # fmt: skip
MEETING_NOTES = ("Bil 2 er på verksted.", "Felles lunsj fredag.", "Husk å føre kontakter i går.")
