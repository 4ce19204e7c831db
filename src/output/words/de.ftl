# Deutsch. Was $n, $people, $samples heißt, ist eine Zahl für Pluralformen; was daneben $told heißt, ist „20 Läufe“ fertig gedruckt.
# Ein Programm liest, was zwischen geschweiften Klammern steht; {" "} ist ein Leerzeichen, das am Anfang stehen bleiben soll.

-pc = {"\u202F"}%
decimal-mark = ,
percent-sign = { -pc }
keeps-capitals = yes
under-percent = unter 0,01{ -pc }

## Einheiten: „some“ nach jeder Zahl außer 1, „one“ nach 1, „many“ im Titel einer Achse

unit-s =
    .one = s
    .some = s
    .many = Sekunden
unit-min =
    .one = min
    .some = min
    .many = Minuten
unit-h =
    .one = h
    .some = h
    .many = Stunden
unit-day =
    .one = Tag
    .some = Tage
    .many = Tage
unit-week =
    .one = Woche
    .some = Wochen
    .many = Wochen
unit-month =
    .one = Monat
    .some = Monate
    .many = Monate
unit-year =
    .one = Jahr
    .some = Jahre
    .many = Jahre
unit-percentage-points =
    .one = Prozentpunkt
    .some = Prozentpunkte
    .many = Prozentpunkte
unit-SD =
    .one = SD
    .some = SD
    .many = SD

## Was Menschen zeigen. doing: „…, die gerade gähnen“; did: „…, die gegähnt haben“; have: „67 % haben gegähnt“; once: „wer gegähnt hat“

voice-any =
    .doing = „{ $name }“ zeigen
    .did = „{ $name }“ gezeigt haben
    .have = haben „{ $name }“ gezeigt
    .once = „{ $name }“ gezeigt hat
    .many = Mal „{ $name }“
    .one = Mal „{ $name }“
    .act = „{ $name }“
voice-several =
    .doing = etwas zeigen
    .did = etwas gezeigt haben
    .have = haben etwas gezeigt
    .once = etwas gezeigt hat
    .many = Regungen
    .one = Regung
    .act = Regungen
voice-yawn =
    .doing = gähnen
    .did = gegähnt haben
    .have = haben gegähnt
    .once = gegähnt hat
    .many = Gähner
    .one = Gähner
    .act = Gähnen
voice-smile =
    .doing = lächeln
    .did = gelächelt haben
    .have = haben gelächelt
    .once = gelächelt hat
    .many = Lächeln
    .one = Lächeln
    .act = Lächeln
voice-laugh =
    .doing = lachen
    .did = gelacht haben
    .have = haben gelacht
    .once = gelacht hat
    .many = Lacher
    .one = Lacher
    .act = Lachen
voice-laughter =
    .doing = lachen
    .did = gelacht haben
    .have = haben gelacht
    .once = gelacht hat
    .many = Lacher
    .one = Lacher
    .act = Lachen
voice-applause =
    .doing = klatschen
    .did = geklatscht haben
    .have = haben geklatscht
    .once = geklatscht hat
    .many = Mal Klatschen
    .one = Mal Klatschen
    .act = Klatschen
voice-frown =
    .doing = die Stirn runzeln
    .did = die Stirn gerunzelt haben
    .have = haben die Stirn gerunzelt
    .once = die Stirn gerunzelt hat
    .many = Mal Stirnrunzeln
    .one = Mal Stirnrunzeln
    .act = Stirnrunzeln
voice-cry =
    .doing = weinen
    .did = geweint haben
    .have = haben geweint
    .once = geweint hat
    .many = Mal Weinen
    .one = Mal Weinen
    .act = Weinen
voice-sad =
    .doing = traurig schauen
    .did = traurig geschaut haben
    .have = haben traurig geschaut
    .once = traurig geschaut hat
    .many = Trauermienen
    .one = Trauermiene
    .act = Trauermienen
voice-content =
    .doing = zufrieden sind
    .did = zufrieden waren
    .have = waren zufrieden
    .once = zufrieden war
    .many = Phasen der Zufriedenheit
    .one = Phase der Zufriedenheit
    .act = Zufriedenheit
voice-discontent =
    .doing = unzufrieden sind
    .did = unzufrieden waren
    .have = waren unzufrieden
    .once = unzufrieden war
    .many = Phasen der Unzufriedenheit
    .one = Phase der Unzufriedenheit
    .act = Unzufriedenheit
voice-good-mood =
    .doing = guter Stimmung sind
    .did = guter Stimmung waren
    .have = waren guter Stimmung
    .once = guter Stimmung war
    .many = Phasen guter Stimmung
    .one = Phase guter Stimmung
    .act = gute Stimmung

counted = { $number } { $things }
expressions = Regungen
everyone = alle

## Läufe und Varianten

one-run = ein Lauf
runs = { $n ->
    [one] { $number } Lauf
   *[other] { $number } Läufe
}
one-run-of = ein Lauf von „{ $arm }“
of-run = { $run }: { $what }
runs-per-arm = { $told } je Variante
runs-per-point = { $told } je Punkt
over-all-runs = { $line }, über alle { $told }
some-of-runs = { $told }, davon { $some }
runs-between = { $low } bis { $high } Läufe
with-imitation = mit Ansteckung
without-imitation = ohne Ansteckung
no-imitation = ohne Ansteckung
no-imitation-plain = ohne Ansteckung, unverändertes Szenario
no-imitation-of-size = ohne Ansteckung, { $people } Personen
each-without = jeweils ohne Ansteckung
with-arm = mit „{ $name }“
at-value = bei { $label }
arm-named = Variante { $arm }
minus-arm = minus { $arm }
per-arm = { $what }, { $told } je Variante
one-run-no-interval = ein Lauf, kein Intervall
no-interval = kein Intervall
no-interval-of-one = kein Intervall: ein einzelner Lauf sagt nichts über den Zufall
no-run-finished = Kein Lauf wurde beendet.
no-run-of-arm = Kein Lauf dieser Variante wurde beendet.
no-runs = keine Läufe
at-each-point = { $n ->
    [one] ein Lauf an jedem Punkt
   *[other] { $told } an jedem Punkt
}
runs-a-point = { $least } bis { $most } Läufe je Punkt
listed = { $first } und { $last }
after-colon = : { $what }
outcome-is = { $what }: { $value }
between = { $low } bis { $high }
about-value = etwa { $top }

## Ergebnisse

share-of-people = Anteil der Personen
share-of-people-doing = Anteil der Personen, die gerade { $doing }
share-doing = Anteil der Personen, die gerade { $doing }
of-what-share-of-people = Anteil der Personen, die { $clause }
share-reached = Anteil der Personen, die mindestens einmal { $did }
in-a-run = { $act }: Anzahl je Lauf
number-in-a-run = { $act }: Anzahl je Lauf
share-at-the-end = Anteil der Personen, die am Ende { $doing }
share-late = Anteil der Personen, die gerade { $doing }, Mittel der zweiten Hälfte
share-at-once = Größter Anteil der Personen, die zugleich { $doing }
share-caught = { $act }: Anteil durch Ansteckung
share-survived = Anteil der Läufe, an deren Ende noch Personen { $doing }
time-to-peak = Zeitpunkt, zu dem die meisten { $doing } [{ $unit }]
time-to-half = Zeit, bis die Hälfte der Personen { $did } [{ $unit }]
time-lasting = Zeit von der ersten bis zur letzten Person, die { $once } [{ $unit }]
when-most = Zeitpunkt, zu dem die meisten { $doing }
until-half = Zeit, bis die Hälfte der Personen { $did }
from-first-to-last = Zeit von der ersten bis zur letzten Person, die { $once }
outcome-mood-mean = mittlere Stimmung am Ende
outcome-mood-sd = Streuung der Stimmungen am Ende
outcome-affect-mean = mittleres Befinden am Ende
outcome-loneliness-mean = mittlere Einsamkeit am Ende
outcome-closeness-mean = mittlere Nähe der Beziehungen am Ende
outcome-mood-icc = Ähnlichkeit der Stimmung in Teams (Intraklassen-Korrelation)
outcome-mood-assortativity = Ähnlichkeit der Stimmung entlang von Beziehungen

## Überschriften: was gefunden wurde

found-reach = { $value }{ $of_group } { $have }{ $began }
found-events = { $value } { $many }{ $of_group }
found-at-end = Am Ende sind es { $value }{ $of_group }, die gerade { $doing }
found-prevalence = In der zweiten Hälfte sind es im Mittel { $value }{ $of_group }, die gerade { $doing }
found-peak = Höchstens { $value }{ $of_group } sind es, die zugleich { $doing }
found-caught = { $act }{ $of_group }: { $value } durch Ansteckung
found-survived = In { $value } der Läufe gibt es am Ende noch Personen, die { $doing }
found-lasting-at-least = Es dauerte mindestens { $value } { $unit }
found-lasting = Es dauerte { $value } { $unit }
of-group = {" "}(Gruppe „{ $group }“)
beside = { $plain }, { $name } { $other }{ $end }
beside-only = { $plain }, { $name } nur { $other }{ $end }
from-others = { $plain }
from-others-over-all = { $plain }, über alle Läufe.
on-average = { $plain } im Mittel.
extremes = { $of_first }: { $line }; { $of_second }: { $second }
in-arms = { $line } ({ $n ->
    [one] eine Variante
   *[other] { $n } Varianten
}){ $end }
end-one-run = : je ein Lauf
end-too-few = : zu wenige Läufe für ein Urteil
end-negligible = : kein Unterschied, den jemand bemerken würde
end-unseen = : kein Unterschied zu sehen ({ $told })
mean-difference = {" "}Mittlerer Unterschied { $difference }.
mean-difference-of-pairs = {" "}Mittlerer Unterschied { $difference } (für { $pairs } Paare zugleich).
adjusted-p = {" "}Bereinigt für { $family } Ergebnisse: p { $p }.
the-same-in-every-run = { $mean }{ $space }{ $unit } in jedem Lauf
with-interval = { $mean }{ $space }{ $unit }, 95-%-Intervall { $low } bis { $high }
lowest-highest = { $line }: am wenigsten bei { $lowest }, am meisten bei { $highest }.
most-at = { $line }, am meisten bei { $highest }
nobody-in-run = { $act } kam in diesem Lauf nicht vor
nobody-in-this-run = { $act } kam in diesem Lauf nicht vor.
nobody-in-any-run = { $act } kam in keinem Lauf vor.
nobody-at-moments = { $act } kam zu keinem der abgetasteten Zeitpunkte vor, nur dazwischen.
nobody-expressed = In den aufgezeichneten Läufen zeigte niemand etwas.
nobody-responded = In keinem Lauf reagierte jemand.
none-caught = { $all } in diesem Lauf, keine Ansteckung
firsts-caught = { $caught } von { $all } Personen, die { $did }: zum ersten Mal durch Ansteckung
no-first-caught = { $all } Personen, die { $did }, keine beim ersten Mal durch Ansteckung
so-many-caught = { $all } in diesem Lauf, { $caught } davon durch Ansteckung
simulated = { $told }, simuliert, nicht beobachtet.

## Textalternativen

kind-lines = Liniendiagramm
kind-raster = Balken über die Zeit, eine Zeile je Person
kind-network = Netzkarte
kind-seats = Sitzplan
kind-responses = Ansteigende Kurven über die Zeit
kind-causes = Gestapelte Flächen über die Zeit
kind-dots = Punkte mit Intervallen
kind-trials = Linien über Wiederholungen
kind-spaghetti = Feine Linien, eine je Lauf
kind-generations = Balken nach Schritten der Ansteckung
kind-fingerprint = Dosis-Wirkungs-Kurven
kind-multiples = Kleine Liniendiagramme nebeneinander
kind-heat-map = Farbkarte über zwei Größen
kind-tornado = Balken um eine Linie
kind-sensitivity = Balken oder Punkte, je Größe
kind-variance = Gestapelte Balken
kind-density = Dichtekurven
about-prevalence = Anteil der Personen, die gerade { $doing }
about-reach = Anteil der Personen, die mindestens einmal { $did }
about-a-run = wer wann { $once }
about-one-run = wer wann { $once }, in einem Lauf
about-responses = Anteil der Personen, die daraufhin { $did }
about-association = { $what }
about-causes = { $act }: woher es kam
about-mood = mittlere Stimmung über die Zeit
about-affect = mittleres Befinden über die Zeit
about-loneliness = Einsamkeit über die Zeit, 0 bis 1
contact-association = { $act }: wie viel wahrscheinlicher bei einem Kontakt
distant-association = { $act }: wie viel wahrscheinlicher über { $steps } Schritte
arm-of-group = { $label } ({ $group })
arm-course = { $arm }: { $course }.
course-flat = bleibt gleich
course-level = bleibt etwa gleich
course-wavers = schwankt um eine Höhe
course-early = steigt früh und fällt wieder
course-hump-part = steigt und fällt dann ein Stück zurück
course-hump-beyond = steigt zuerst und fällt dann tiefer
course-dip = fällt und steigt dann wieder
course-dip-part = fällt und steigt dann ein Stück zurück
course-dip-beyond = fällt zuerst und steigt dann höher
course-humps = steigt und fällt { $times }-mal
course-hump = steigt und fällt dann wieder
course-fast = steigt schnell und flacht dann ab
course-levels = steigt und flacht ab
course-rises = steigt bis zum Ende
course-late = bleibt niedrig und steigt spät
course-falls-fast = fällt schnell und flacht dann ab
course-falls-level = fällt und flacht ab
course-falls-late = bleibt hoch und fällt spät
course-falls = fällt bis zum Ende
course-up-and-down = steigt und fällt mehrmals

## Achsen, Legenden, Titel

second-half-shaded = ; getönt: die zweite Hälfte, von der die Überschrift spricht
second-half-shaded-first = ; im ersten Feld getönt: die zweite Hälfte, von der die Überschrift spricht
peaks-ringed = ; Ringe: der höchste Augenblick eines Laufs, im Mittel
since-the-start = { $many } seit Beginn
title-prevalence = Anteil der Personen, die gerade { $doing }
title-reach = Anteil der Personen, die mindestens einmal { $did }
title-prevalence-several = Anteil der Personen, die gerade etwas zeigen
title-reach-several = Anteil der Personen, die mindestens einmal etwas gezeigt haben
thin-the-mean = ; dünn: der Mittelwert
median-of = { $n ->
    [one] Median aus einem Lauf
   *[other] Median, { $told }
}
median-two-bands = Median, { $told }; Flächen: die mittleren 50{ -pc } (dunkel) und 90{ -pc } (hell) der Läufe
median-one-band = Median, { $told }; Fläche: die mittleren 50{ -pc } der Läufe
few-two-bands = helle Fläche: fast alle Läufe, dunkle: die mittlere Hälfte
few-one-band = Fläche: die mittlere Hälfte der Läufe
arm-minus-without = „{ $arm }“ minus dasselbe ohne Ansteckung, gleiche Würfel
with-minus-without = mit minus ohne Ansteckung, gleiche Würfel
each-minus-without = jeweils minus ohne Ansteckung, gleiche Würfel
minus-that = minus derselbe Lauf { $null }, gleiche Würfel
grey-negligible = grau: nicht zu bemerken
title-mood = Mittlere Stimmung über die Zeit
title-affect = Mittleres Befinden (was Menschen gerade fühlen) über die Zeit
axis-mood = Stimmung [SD zwischen Personen]
axis-affect = Befinden [SD zwischen Personen]
group-by-group = , nach Gruppen
line-and-band = Linie: Mittelwert; Fläche: sein 95-%-Intervall
run-by-run = { $what }, Lauf für Lauf
own-scale = ; der graue Hügel hat eine eigene Skala
dots-joined = ein Punkt ist ein Lauf, feine Linien verbinden Läufe mit gleichen Würfeln; der Strich ist der Median
dots-alone = ein Punkt ist ein Lauf; der Strich ist der Median
median-at = Median { $value }
title-responses = Wer sich ansteckte: Anteil der Personen, die daraufhin { $did }
title-others = Anteil der anderen, die { $did }
shaded-interval = , Fläche: 95-%-Intervall
dotted-theory = , gepunktet: Theorie
dotted-theory-too = ; gepunktet: Theorie
responses-counted = { $told } je Variante{ $shaded }{ $dotted }; wer anfing, zählt nicht mit
could-respond = Anteil der Personen, die reagieren konnten
title-causes = { $act }: woher es kam
in-each = { $act }: Anzahl je { $width }, Mittel aus { $n ->
    [one] einem Lauf
   *[other] { $n } Läufen
}
caught-from-others = durch Ansteckung
own-accord = von sich aus
on-purpose = mit Absicht
set-by-scenario = vom Szenario gesetzt
total-without = Summe ohne Ansteckung
scenario-intervenes = das Szenario greift ein
arm-by-arm = { $what }, nach Varianten
dot-and-whisker = Punkt: Mittelwert; Strich: sein 95-%-Intervall
two-versions = { $what }: zwei Varianten und ihr Unterschied
dots-of-some-pairs = ein Punkt ist ein Lauf, unten ein Paar von Läufen mit gleichen Würfeln: nur die { $n ->
    [one] eines Paars
   *[other] { $n } Paare
}, in denen es beide haben
dots-of-pairs = ein Punkt ist ein Lauf, unten ein Paar von Läufen mit gleichen Würfeln
a-dot-is-a-run = ein Punkt ist ein Lauf
bars-of-means = { $dots }; Striche: Mittelwert mit 95-%-Intervall
difference-of-two = Unterschied zwischen beiden{ $unit }
no-difference = kein Unterschied
no-difference-negligible = kein Unterschied; grau: nicht zu bemerken
theory = Theorie: { $what }
who-still-laughs = Wer noch lacht: Anteil der Zuhörenden bei jeder Wiederholung
who-still-responds = Wer noch reagiert: Anteil der Zuhörenden bei jeder Wiederholung
of-one-listener = { $told } mit einer zuhörenden Person
of-listeners = { $told } mit { $people } Zuhörenden
listeners-per-arm = { $listeners } je Variante{ $whiskers }{ $dotted }
whiskers = ; Striche: 95-%-Intervall
share-of-listeners = Anteil der Zuhörenden
repetition = Wiederholung
fine-lines = jede feine Linie ist ein Lauf, { $told } je Variante
median-of-arm = Median, { $arm }
median-no-imitation = Median, ohne Ansteckung
share-of-runs = Anteil der Läufe
went-on-for = Dauer ({ $unit })
title-generations = { $act }: Schritte der Ansteckung
steps-counted = Schritt 0 kam von niemandem, Schritt 1 von Schritt 0 und so fort; { $told }
steps-behind = Schritte der Ansteckung
simple-contagion = Einfache Ansteckung: Alle Kontakte, die { $doing }, wirken jeder für sich
complex-contagion = Komplexe Ansteckung: Mehrere Kontakte, die { $doing }, bewirken mehr als jeder allein
no-contagion = Keine Ansteckung: Kontakte, die { $doing }, ändern nichts
contagion-disputed = Einfache oder komplexe Ansteckung? Es kommt darauf an, wie man Kontakte zählt
contagion-unknown = Einfache oder komplexe Ansteckung? Diese Läufe verraten es nicht
begun = { $people }, { $begun }-mal begonnen
people-in-runs = { $people } Personen in { $n ->
    [one] einem Lauf
   *[other] { $n } Läufen
}
contacts-doing = Sichtbare Kontakte, die { $doing }
share-of-contacts-doing = Anteil der sichtbaren Kontakte, die { $doing }
chance-within = Wahrscheinlichkeit, binnen { $window } { $unit } zu beginnen
too-few-recorded = { $act }: zu selten aufgezeichnet.
shape-the-dose-does-not-matter = die Dosis spielt keine Rolle
shape-independent-doses = unabhängige Dosen
shape-independent-doses-saturating = unabhängige Dosen, gesättigt
shape-a-threshold = eine Schwelle
shape-doses-that-reinforce-each-other = Dosen, die einander verstärken
title-association = { $act }: wie viel wahrscheinlicher, wenn es jemand in der Nähe zeigt
title-association-several = Wie viel wahrscheinlicher, wenn es jemand in der Nähe zeigt
whisker-of-mean = Strich: 95-%-Intervall des Mittelwerts
mean-per-arm = Mittel, { $told } je Variante; { $interval }
axis-association = { $act }: wie viel wahrscheinlicher (0{ -pc }: kein Zusammenhang)
distance-between = Abstand der beiden Personen
nobody-at-distances = In keinem Lauf gab es in diesem Abstand Personen mit und ohne.
one-step = 1 Schritt (Kontakt)
two-steps = 2 Schritte (Kontakt eines Kontakts)
many-steps = { $more } Schritte
how-lonely = Wie einsam: { $whose }
title-loneliness = Wie einsam Menschen sind
axis-loneliness = Einsamkeit, 0 bis 1
against = { $what }, gegen { $key } aufgetragen
against-for-each = { $what }, gegen { $key } aufgetragen, für jeden Wert von { $other }
interval-of-mean = 95-%-Intervall des Mittelwerts
dot-band = Punkt: Mittelwert; Fläche: { $band }; { $runs }{ $dotted }
dot-whisker = Punkt: Mittelwert; Strich: { $band }; { $runs }{ $dotted }
line-band = Linie: Mittelwert; Fläche: { $band }; { $runs }
over-and = { $what } über { $key } und { $other }
colour-and-contours = Farben und Höhenlinien: Mittelwert; { $runs }
title-tornado = Eine Größe nach der anderen
whisker-of-change = Strich: 95-%-Intervall der Änderung
first-and-last-value = Mittelwert beim ersten und beim letzten Wert jeder Größe, alle anderen wie im Szenario; { $interval }; { $told } je Punkt
as-it-is = das Szenario, wie es ist
at-first = beim ersten Wert
at-last = beim letzten Wert
which-keys-matter = Worauf es ankommt
variance-over-design = Anteil an der Streuung des Ergebnisses; Strich: 95-%-Intervall (Bootstrap); { $size }
base-samples = { $samples ->
    [one] eine Stichprobe
   *[other] { $samples } Stichproben
}, { $told } je Punkt
by-itself = für sich allein
with-others = zusammen mit anderen
share-of-variance = Anteil an der Streuung
does-not-vary = Das Ergebnis schwankt nicht mehr als Läufe desselben Punkts.
across-its-range = Wirkung, wenn eine Größe ihren ganzen Bereich durchläuft; Strich: 95-%-Intervall (Bootstrap); { $size }
walks = { $samples ->
    [one] ein Gang
   *[other] { $samples } Gänge
}, { $told } je Punkt
mean-size = Mittlere Größe der Wirkung{ $unit }
spread-of-effect = { $what }: Streuung der Wirkung{ $unit }
outcome-same = Das Ergebnis ist in jedem Lauf dasselbe.
chance-alone = bis hier: nur Zufall
title-variance = Woher die Unterschiede zwischen Läufen kommen
sources-of-chance = Anteil jeder Quelle des Zufalls an der Streuung eines Ergebnisses; unter jedem Balken die Schätzungen mit 95-%-Intervallen (Bootstrap); { $samples ->
    [one] eine Stichprobe
   *[other] { $samples } Stichproben
}
variance-between-runs = Anteil an der Streuung zwischen Läufen
same-in-every-run = In jedem Lauf gleich.
part-network = das Netz
part-start = wer anfing
part-people = wie die Menschen sind
part-dice = die Würfel
part-keys = die veränderten Größen
part-interactions = deren Zusammenspiel
title-density = Wie Stimmungen unter den Personen verteilt sind
people-magnified = { $people } Personen je Variante; unten, vergrößert: Unterschied der Mittelwerte mit 95-%-Intervall
density = Dichte
no-people-recorded = Kein Lauf hat seine Personen aufgezeichnet.
difference-of-moods = Unterschied der mittleren Stimmung [SD zwischen Personen]
rows-of-people = jede Zeile ist eine Person, nach ihrem ersten Mal geordnet; jeder Balken reicht vom Beginn bis zum Ende
who-when = Wer wann { $once }, in einem Lauf
who-expressed-when = Wer wann etwas gezeigt hat, in einem Lauf
of-people = { $n } von { $people } Personen
who-from-whom = Wer wann { $once }, und durch wen
lines-are-ties = Linien sind Beziehungen, Pfeile zeigen, durch wen es beim ersten Mal kam
seats-first = { $act }: wann es auf jedem Platz begann
seen-from-above = von oben gesehen. Ring: von sich aus; Scheibe: durch Ansteckung; Linie: durch wen
front-of-room = vorne im Raum
until-their-first = { $unit } bis zum ersten Mal
never-did = nie
map-own = von sich aus
map-caught = durch Ansteckung
map-began = fing damit an

## Worauf es ankommt

one-or-other = { $one } oder { $two }
keys-unknown = Worauf es am meisten ankommt, lässt sich noch nicht sagen
keys-chance = Keine Größe zeigt mehr Wirkung als der Zufall
key-matters = Am wichtigsten: { $key }, beteiligt an { $share } der Unterschiede
key-moves = Am wichtigsten: { $key }, über den ganzen Bereich im Mittel { $amount }
key-swings = Am wichtigsten: { $key }. { $found }
split-unknown = Woher die Unterschiede zwischen Läufen kommen, lässt sich noch nicht sagen
split-one = Woran Läufe sich vor allem unterscheiden: { $part } ({ $share })
split-two = Woran Läufe sich vor allem unterscheiden: { $one } oder { $two }
first-and-last = Bei der ersten Wiederholung waren es { $from }, die { $did }, bei der letzten { $to }{ $of }{ $end }
associated = { $act }: um { $likelier } wahrscheinlicher, wenn ein Kontakt es zeigt
associated-in-arms = { $act }: um { $likelier } wahrscheinlicher, wenn ein Kontakt es zeigt, { $of_most }, um { $least } { $of_least }
not-associated = Kein Zusammenhang zwischen Kontakten zu sehen ({ $told })
began-included = {" "}(mit denen, die anfingen)

## Ketten, Gruppen, Momente, Wolken, Ebenen

kind-dots-alone = Punkte, eine Zeile je Variante
kind-raincloud = Hügel und Punkte, eine Zeile je Variante
kind-moments = Sitzpläne zu sechs Zeitpunkten
kind-communities = Netzkarte nach Gruppen
kind-tree = Bäume: wer sich bei wem ansteckte
kind-flows = Tabelle aus Zahlen und Tönen, Gruppen gegen Gruppen
kind-phase = Kurven durch eine Ebene aus Stimmung und Ausdruck
kind-scatter = Punkte gegen jede veränderte Größe, mit Trends
about-groups = Personen und ihre Beziehungen nach Gruppen, ein Lauf
about-phase = Anteil der Personen, die gerade { $doing }, gegen ihr Befinden, über die Zeit
a-dot-is-runs = ein Punkt sind { $told }
hill-and-box = der Hügel zeigt, wo die Läufe liegen ({ $told }), der Kasten ihre mittlere Hälfte, die Linie ihre mittleren 90{ -pc }; { $dot }; der Strich ist der Median{ $own }
title-tree = { $act }: wer sich bei wem ansteckte, in einem Lauf
tree-read = jede Kette von ihrem Beginn an; ein Ast ist so breit wie die Zahl derer, die über ihn angesteckt wurden; Zahlen: wie viele von da an, direkt oder über andere
tree-unknown = Durch wen, ist nicht zu sagen
tree-alone = Nicht gezeichnet: { $alone }, aus denen nichts folgte.
tree-cut = Nicht gezeichnet: { $cut } in kleineren Ästen.
tree-alone-and-cut = Nicht gezeichnet: { $alone }, aus denen nichts folgte, und { $cut } in kleineren Ästen.
tree-empty = Nichts kam von jemandem, der sich nennen lässt.
in-one-chain = { $line }, höchstens { $n } in einer Kette
title-flows = { $act }: aus welcher Gruppe die Ansteckung kam
title-flows-told = { $act }: aus welcher Gruppe des Szenarios die Ansteckung kam
title-flows-found = { $act }: aus welcher der Gruppen, die die Beziehungen bilden, die Ansteckung kam
flows-read = { $n ->
    [one] ein Lauf
   *[other] { $told }
}; unter jeder Zahl die, die zu erwarten wäre, wenn Gruppen keine Rolle spielten; je kräftiger der Ton, desto größer der Anteil an der Ansteckung einer Gruppe
flows-from = Ansteckung durch …
flows-by = … von
groups-all = alle { $count } Gruppen
group-own = eigene Gruppe
group-others = andere Gruppen
tree-began = Begann nach so vielen { $unit } (von da an angesteckt)
since-it-began = { $many } seit dem Ersten der Kette
group-around = um { $name }
group-numbered = Gruppe { $number }
group-none = die anderen
groups-of-scenario = {" "}Es sind die Gruppen, die das Szenario nennt.
groups-of-ties = {" "}Es sind die Gruppen, die die Beziehungen bilden.
within-group = In der eigenen Gruppe angesteckt: { $all }, davon { $own }; { $expected }, wenn Gruppen keine Rolle spielten
end-in-one-run = {" "}(ein Lauf)
title-groups-named = Das Netz und seine Gruppen
title-groups-told = Das Netz und die Gruppen des Szenarios
title-groups-found = Die Gruppen, die die Beziehungen bilden
groups-read = Linien sind Beziehungen; Scheibe: beim ersten Mal angesteckt, Ring: von sich aus, Punkt: nie, in einem Lauf
title-moments = { $act }: wer bis wann, Platz für Platz
moments-read = ein Lauf, von oben gesehen, die erste Reihe oben; neu: seit dem Bild davor; eine Linie kommt von dem, der ansteckte
moments-own = Neu: von sich aus
moments-set = Neu: vom Szenario gesetzt oder absichtlich
caught-of-all = { $value } aller Ausdrücke durch Ansteckung
first-arms = { $line }, die ersten { $most } von { $all }
moments-caught = Neu: durch Ansteckung
moments-before = Schon vorher
by-then = nach { $time }: { $n }
title-phase = Anteil der Personen, die gerade { $doing }, gegen die mittlere Stimmung, über die Zeit
title-phase-affect = Anteil der Personen, die gerade { $doing }, gegen das mittlere Befinden, über die Zeit
phase-read = { $n ->
    [one] eine Kurve ist ein Lauf
   *[other] eine Kurve ist das Mittel aus { $n } Läufen
}, vom Ring zum Pfeil; Zahlen: { $unit } seit Beginn, mit 95-%-Intervallen
against-each-key = { $what }, gegen jede veränderte Größe
scatter-read = ein Punkt ist einer von { $points ->
    [one] einem Punkt
   *[other] { $points } Punkten
}, { $runs }, an jedem sind alle Größen neu gezogen; Linie: gerader Trend, Fläche: sein 95-%-Intervall
