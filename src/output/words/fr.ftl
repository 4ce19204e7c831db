# Français. $n, $people, $samples sont des nombres pour accorder ; $told est « 20 simulations », déjà imprimé.
# {" "} est une espace qui doit rester au début ; {"\u202F"} est une espace fine insécable.

-pc = {"\u202F"}%
-sp = {"\u202F"}
decimal-mark = ,
percent-sign = { -pc }
keeps-capitals = no
under-percent = moins de 0,01{ -pc }

## Unités

unit-s =
    .one = s
    .some = s
    .many = secondes
unit-min =
    .one = min
    .some = min
    .many = minutes
unit-h =
    .one = h
    .some = h
    .many = heures
unit-day =
    .one = jour
    .some = jours
    .many = jours
unit-week =
    .one = semaine
    .some = semaines
    .many = semaines
unit-month =
    .one = mois
    .some = mois
    .many = mois
unit-year =
    .one = an
    .some = ans
    .many = années
unit-percentage-points =
    .one = point de pourcentage
    .some = points de pourcentage
    .many = points de pourcentage
unit-SD =
    .one = ET
    .some = ET
    .many = ET

## Ce que les gens montrent. doing : « qui bâillent » ; did, have : « ont bâillé » ; once : « a bâillé »

voice-any =
    .doing = montrent « { $name } »
    .did = ont montré « { $name } »
    .have = ont montré « { $name } »
    .once = a montré « { $name } »
    .many = expressions de « { $name } »
    .one = expression de « { $name } »
    .act = « { $name } »
voice-several =
    .doing = expriment quelque chose
    .did = ont exprimé quelque chose
    .have = ont exprimé quelque chose
    .once = a exprimé quelque chose
    .many = expressions
    .one = expression
    .act = expressions
voice-yawn =
    .doing = bâillent
    .did = ont bâillé
    .have = ont bâillé
    .once = a bâillé
    .many = bâillements
    .one = bâillement
    .act = bâillements
voice-smile =
    .doing = sourient
    .did = ont souri
    .have = ont souri
    .once = a souri
    .many = sourires
    .one = sourire
    .act = sourires
voice-laugh =
    .doing = rient
    .did = ont ri
    .have = ont ri
    .once = a ri
    .many = rires
    .one = rire
    .act = rires
voice-laughter =
    .doing = rient
    .did = ont ri
    .have = ont ri
    .once = a ri
    .many = rires
    .one = rire
    .act = rires
voice-applause =
    .doing = applaudissent
    .did = ont applaudi
    .have = ont applaudi
    .once = a applaudi
    .many = applaudissements
    .one = salve d’applaudissements
    .act = applaudissements
voice-frown =
    .doing = froncent les sourcils
    .did = ont froncé les sourcils
    .have = ont froncé les sourcils
    .once = a froncé les sourcils
    .many = froncements de sourcils
    .one = froncement de sourcils
    .act = froncements de sourcils
voice-cry =
    .doing = pleurent
    .did = ont pleuré
    .have = ont pleuré
    .once = a pleuré
    .many = pleurs
    .one = moment de pleurs
    .act = pleurs
voice-sad =
    .doing = ont l’air triste
    .did = ont eu l’air triste
    .have = ont eu l’air triste
    .once = a eu l’air triste
    .many = mines tristes
    .one = mine triste
    .act = mines tristes
voice-content =
    .doing = éprouvent de la satisfaction
    .did = ont éprouvé de la satisfaction
    .have = ont éprouvé de la satisfaction
    .once = a éprouvé de la satisfaction
    .many = périodes de satisfaction
    .one = période de satisfaction
    .act = périodes de satisfaction
voice-discontent =
    .doing = éprouvent du mécontentement
    .did = ont éprouvé du mécontentement
    .have = ont éprouvé du mécontentement
    .once = a éprouvé du mécontentement
    .many = périodes de mécontentement
    .one = période de mécontentement
    .act = périodes de mécontentement
voice-good-mood =
    .doing = sont de bonne humeur
    .did = ont été de bonne humeur
    .have = ont été de bonne humeur
    .once = a été de bonne humeur
    .many = périodes de bonne humeur
    .one = période de bonne humeur
    .act = périodes de bonne humeur

counted = { $number } { $things }
expressions = expressions
everyone = tout le monde

## Simulations et variantes

one-run = une simulation
runs = { $n ->
    [one] { $number } simulation
   *[other] { $number } simulations
}
one-run-of = une simulation de « { $arm } »
of-run = { $run }{ -sp }: { $what }
runs-per-arm = { $told } par variante
runs-per-point = { $told } par point
over-all-runs = { $line }, sur les { $told }
some-of-runs = { $some } sur { $told }
runs-between = { $low } à { $high } simulations
with-imitation = avec contagion
without-imitation = sans contagion
no-imitation = sans contagion
no-imitation-plain = sans contagion, scénario de départ
no-imitation-of-size = sans contagion, { $people } personnes
each-without = chacune sans contagion
with-arm = avec « { $name } »
at-value = à { $label }
arm-named = Variante { $arm }
minus-arm = moins { $arm }
per-arm = { $what }, { $told } par variante
one-run-no-interval = une simulation, pas d’intervalle
no-interval = pas d’intervalle
no-interval-of-one = pas d’intervalle{ -sp }: une seule simulation ne dit rien du hasard
no-run-finished = Aucune simulation n’est terminée.
no-run-of-arm = Aucune simulation de cette variante n’est terminée.
no-runs = aucune simulation
at-each-point = { $told } en chaque point
runs-a-point = { $least } à { $most } simulations par point
listed = { $first } et { $last }
after-colon = { -sp }: { $what }
outcome-is = { $what }{ -sp }: { $value }
between = { $low } à { $high }
about-value = environ { $top }

## Résultats

share-of-people = Part des personnes
share-of-people-doing = part des personnes qui { $doing }
share-doing = Part des personnes qui { $doing }
of-what-share-of-people = Part des personnes qui { $clause }
share-reached = Part des personnes qui { $did } au moins une fois
in-a-run = { $many } par simulation
number-in-a-run = nombre de { $many } par simulation
share-at-the-end = Part des personnes qui { $doing } à la fin
share-late = Part des personnes qui { $doing }, moyenne de la seconde moitié
share-at-once = Plus grande part des personnes qui { $doing } en même temps
share-caught = { $act }{ -sp }: part due à la contagion
share-survived = Part des simulations où certains { $doing } encore à la fin
time-to-peak = Moment où le plus de personnes { $doing } [{ $unit }]
time-to-half = Temps jusqu’à ce que la moitié des personnes { $did } [{ $unit }]
time-lasting = Temps entre la première et la dernière personne qui { $once } [{ $unit }]
when-most = moment où le plus de personnes { $doing }
until-half = temps au bout duquel la moitié des personnes { $did }
from-first-to-last = temps entre la première et la dernière personne qui { $once }
outcome-mood-mean = humeur moyenne à la fin
outcome-mood-sd = dispersion des humeurs à la fin
outcome-affect-mean = ressenti moyen à la fin
outcome-loneliness-mean = solitude moyenne à la fin
outcome-closeness-mean = proximité moyenne des liens à la fin
outcome-mood-icc = ressemblance des humeurs dans les équipes (corrélation intraclasse)
outcome-mood-assortativity = ressemblance des humeurs le long des liens

## Titres : ce qui a été trouvé

found-reach = { $value }{ $of_group } { $have }{ $began }
found-events = { $value } { $many }{ $of_group }
found-at-end = À la fin, { $value }{ $of_group } { $doing }
found-prevalence = Dans la seconde moitié, en moyenne, { $value }{ $of_group } { $doing } au même moment
found-peak = Au plus { $value }{ $of_group } { $doing } en même temps
found-caught = { $act }{ $of_group }{ -sp }: { $value } par contagion
found-survived = Dans { $value } des simulations, certains { $doing } encore à la fin
found-lasting-at-least = Cela a duré au moins { $value } { $unit }
found-lasting = Cela a duré { $value } { $unit }
of-group = {" "}du groupe « { $group } »
beside = { $plain }, { $other } { $name }{ $end }
beside-only = { $plain }, contre { $other } seulement { $name }{ $end }
from-others = { $plain }
from-others-over-all = { $plain }, sur toutes les simulations.
on-average = { $plain } en moyenne.
extremes = { $line } { $of_first }, { $second } { $of_second }
in-arms = { $line } ({ $n ->
    [one] une variante
   *[other] { $n } variantes
}){ $end }
end-one-run = { -sp }: une simulation chacune
end-too-few = { -sp }: trop peu de simulations pour conclure
end-negligible = { -sp }: aucune différence que l’on remarquerait
end-unseen = { -sp }: aucune différence visible ({ $told })
mean-difference = {" "}Différence moyenne { $difference }.
mean-difference-of-pairs = {" "}Différence moyenne { $difference } (pour { $pairs } paires à la fois).
adjusted-p = {" "}Corrigé pour { $family } résultats{ -sp }: p { $p }.
the-same-in-every-run = { $mean }{ $space }{ $unit } dans chaque simulation
with-interval = { $mean }{ $space }{ $unit }, intervalle à 95{ -pc } de { $low } à { $high }
lowest-highest = { $line }{ -sp }: le moins à { $lowest }, le plus à { $highest }.
most-at = { $line }, le plus à { $highest }
nobody-in-run = Personne n’{ $once } dans cette simulation
nobody-in-this-run = Personne n’{ $once } dans cette simulation.
nobody-in-any-run = Personne n’{ $once } dans aucune simulation.
nobody-at-moments = Aucun moment relevé n’en montre{ -sp }: tout s’est passé entre deux relevés.
nobody-expressed = Personne n’a rien exprimé dans les simulations enregistrées.
nobody-responded = Personne n’a réagi dans aucune simulation.
none-caught = { $all } dans cette simulation, aucune contagion
firsts-caught = { $caught } des { $all } qui { $did } l’ont fait la première fois par contagion
no-first-caught = { $all } { $did } dans cette simulation, personne la première fois par contagion
so-many-caught = { $all } dans cette simulation, dont { $caught } par contagion
simulated = { $n ->
    [one] { $told }, non observée.
   *[other] { $told }, non observées.
}

## Textes de remplacement

kind-lines = Courbes
kind-raster = Barres dans le temps, une ligne par personne
kind-network = Carte du réseau
kind-seats = Plan des places
kind-responses = Courbes croissantes dans le temps
kind-causes = Aires empilées dans le temps
kind-dots = Points avec intervalles
kind-trials = Lignes au fil des répétitions
kind-spaghetti = Lignes fines, une par simulation
kind-generations = Barres par étapes de contagion
kind-fingerprint = Courbes dose-réponse
kind-multiples = Petites courbes côte à côte
kind-heat-map = Carte de couleurs selon deux grandeurs
kind-tornado = Barres autour d’une ligne
kind-sensitivity = Barres ou points, un par grandeur
kind-variance = Barres empilées
kind-density = Courbes de densité
about-prevalence = part des personnes qui { $doing } à chaque moment
about-reach = part des personnes qui { $did } au moins une fois
about-a-run = qui { $once } et quand
about-one-run = qui { $once } et quand, dans une simulation
about-responses = part des personnes qui { $did } en réponse
about-association = { $what }
about-causes = d’où viennent les { $many }
about-mood = humeur moyenne dans le temps
about-affect = ressenti moyen dans le temps
about-loneliness = solitude dans le temps, de 0 à 1
contact-association = { $act }{ -sp }: probabilité en plus avec un contact
distant-association = { $act }{ -sp }: probabilité en plus à { $steps } étapes
arm-of-group = { $label } ({ $group })
arm-course = { $arm }{ -sp }: { $course }.
course-flat = la courbe reste plate
course-level = la courbe reste à peu près au même niveau
course-wavers = la courbe oscille autour d’un niveau
course-hump-part = la courbe monte, puis redescend en partie
course-hump-beyond = la courbe monte d’abord, puis descend plus bas
course-dip = la courbe descend, puis remonte
course-dip-part = la courbe descend, puis remonte en partie
course-dip-beyond = la courbe descend d’abord, puis monte plus haut
course-humps = la courbe monte et redescend { $times } fois
course-early = la courbe monte tôt puis redescend
course-hump = la courbe monte, puis redescend
course-fast = la courbe monte vite, puis s’aplatit
course-levels = la courbe monte et s’aplatit
course-rises = la courbe monte jusqu’à la fin
course-late = la courbe reste basse et monte tard
course-falls-level = la courbe descend et s’aplatit
course-falls-late = la courbe reste haute et descend tard
course-falls-fast = la courbe descend vite, puis s’aplatit
course-falls = la courbe descend jusqu’à la fin
course-up-and-down = la courbe monte et descend plusieurs fois

## Axes, légendes, titres

second-half-shaded = { -sp }; en teinte{ -sp }: la seconde moitié, dont parle le titre
second-half-shaded-first = { -sp }; en teinte dans le premier cadre{ -sp }: la seconde moitié, dont parle le titre
peaks-ringed = { -sp }; anneaux{ -sp }: le plus haut moment d’une simulation, en moyenne
since-the-start = { $many } depuis le début
title-prevalence = Part des personnes qui { $doing } à chaque moment
title-reach = Part des personnes qui { $did } au moins une fois
title-prevalence-several = Part des personnes qui expriment quelque chose à chaque moment
title-reach-several = Part des personnes qui ont exprimé quelque chose au moins une fois
thin-the-mean = { -sp }; trait fin{ -sp }: la moyenne
median-of = médiane, { $told }
median-two-bands = médiane, { $told }{ -sp }; bandes{ -sp }: les 50{ -pc } (foncé) et 90{ -pc } (clair) du milieu
median-one-band = médiane, { $told }{ -sp }; bande{ -sp }: les 50{ -pc } du milieu
few-two-bands = bande claire{ -sp }: presque toutes, foncée{ -sp }: la moitié du milieu
few-one-band = bande{ -sp }: la moitié du milieu
arm-minus-without = « { $arm } » moins la même sans contagion, mêmes dés
with-minus-without = avec moins sans contagion, mêmes dés
each-minus-without = chacune moins la même sans contagion, mêmes dés
minus-that = moins celle { $null }, mêmes dés
grey-negligible = gris{ -sp }: négligeable
title-mood = Humeur moyenne dans le temps
title-affect = Ressenti moyen dans le temps
axis-mood = Humeur [ET entre personnes]
axis-affect = Ressenti [ET entre personnes]
group-by-group = , groupe par groupe
line-and-band = ligne{ -sp }: moyenne{ -sp }; bande{ -sp }: son intervalle à 95{ -pc }
run-by-run = { $what }, simulation par simulation
own-scale = { -sp }; la colline grise a sa propre échelle
dots-joined = un point est une simulation, un trait fin relie celles qui ont les mêmes dés{ -sp }; le trait marque la médiane
dots-alone = un point est une simulation{ -sp }; le trait marque la médiane
median-at = médiane { $value }
title-responses = La contagion{ -sp }: part des personnes qui { $did } en réponse
title-others = Part des autres qui { $did }
shaded-interval = , bande{ -sp }: intervalle à 95{ -pc }
dotted-theory = , pointillé{ -sp }: théorie
dotted-theory-too = { -sp }; pointillé{ -sp }: théorie
responses-counted = { $told } par variante{ $shaded }{ $dotted }{ -sp }; ceux qui ont commencé ne comptent pas
could-respond = Part des personnes qui pouvaient réagir
title-causes = D’où viennent les { $many }
in-each = { $many } par { $width }, { $n ->
    [one] une simulation
   *[other] moyenne de { $told }
}
caught-from-others = par contagion
own-accord = spontanément
on-purpose = exprès
set-by-scenario = imposé par le scénario
total-without = total sans contagion
scenario-intervenes = le scénario intervient
arm-by-arm = { $what }, par variante
dot-and-whisker = point{ -sp }: moyenne{ -sp }; trait{ -sp }: son intervalle à 95{ -pc }
two-versions = { $what }{ -sp }: deux variantes et leur différence
dots-of-some-pairs = un point est une simulation, en bas une paire aux mêmes dés{ -sp }: { $n ->
    [one] la seule paire
   *[other] seulement les { $n } paires
} où les deux l’ont
dots-of-pairs = un point est une simulation, en bas une paire aux mêmes dés
a-dot-is-a-run = un point est une simulation
bars-of-means = { $dots }{ -sp }; traits{ -sp }: moyenne avec son intervalle à 95{ -pc }
difference-of-two = Différence entre les deux{ $unit }
no-difference = aucune différence
no-difference-negligible = aucune différence{ -sp }; gris{ -sp }: négligeable
theory = théorie{ -sp }: { $what }
who-still-laughs = Qui rit encore{ -sp }: part des auditeurs à chaque répétition
who-still-responds = Qui réagit encore{ -sp }: part des auditeurs à chaque répétition
of-one-listener = { $told } avec un auditeur
of-listeners = { $told } avec { $people } auditeurs
listeners-per-arm = { $listeners } par variante{ $whiskers }{ $dotted }
whiskers = { -sp }; traits{ -sp }: intervalle à 95{ -pc }
share-of-listeners = Part des auditeurs
repetition = Répétition
fine-lines = chaque trait fin est une simulation, { $told } par variante
median-of-arm = médiane, { $arm }
median-no-imitation = médiane, sans contagion
share-of-runs = Part des simulations
went-on-for = Durée ({ $unit })
title-generations = { $act }{ -sp }: étapes de contagion
steps-counted = l’étape 0 ne vient de personne, l’étape 1 vient de l’étape 0, et ainsi de suite{ -sp }; { $told }
steps-behind = Étapes de contagion
simple-contagion = Contagion simple{ -sp }: les contacts qui { $doing } agissent indépendamment les uns des autres
complex-contagion = Contagion complexe{ -sp }: plusieurs contacts qui { $doing } font plus que chacun seul
no-contagion = Pas de contagion{ -sp }: les contacts qui { $doing } ne changent rien
contagion-disputed = Contagion simple ou complexe{ -sp }? Tout dépend de la façon de compter les contacts
contagion-unknown = Contagion simple ou complexe{ -sp }? Ces simulations ne le disent pas
begun = { $people }, { $begun } débuts
people-in-runs = { $people } personnes dans { $told }
contacts-doing = Contacts visibles qui { $doing }
share-of-contacts-doing = Part des contacts visibles qui { $doing }
chance-within = Probabilité de commencer en { $window } { $unit }
too-few-recorded = Trop peu de { $many } enregistrés.
shape-the-dose-does-not-matter = la dose ne compte pas
shape-independent-doses = doses indépendantes
shape-independent-doses-saturating = doses indépendantes, avec saturation
shape-a-threshold = un seuil
shape-doses-that-reinforce-each-other = doses qui se renforcent
title-association = { $act }{ -sp }: combien de plus quand quelqu’un de proche en montre
title-association-several = Combien de plus quand quelqu’un de proche en montre
whisker-of-mean = trait{ -sp }: intervalle à 95{ -pc } de la moyenne
mean-per-arm = moyenne, { $told } par variante{ -sp }; { $interval }
axis-association = { $act }{ -sp }: probabilité en plus (0{ -pc }{ -sp }: aucun lien)
distance-between = Distance entre les deux personnes
nobody-at-distances = Aucune simulation n’avait à ces distances des personnes avec et sans.
one-step = 1 pas (un contact)
two-steps = 2 pas (le contact d’un contact)
many-steps = { $more } pas
how-lonely = Solitude{ -sp }: { $whose }
title-loneliness = À quel point les gens sont seuls
axis-loneliness = Solitude, de 0 à 1
against = { $what } selon { $key }
against-for-each = { $what } selon { $key }, pour chaque valeur de { $other }
interval-of-mean = intervalle à 95{ -pc } de la moyenne
dot-band = point{ -sp }: moyenne{ -sp }; bande{ -sp }: { $band }{ -sp }; { $runs }{ $dotted }
dot-whisker = point{ -sp }: moyenne{ -sp }; trait{ -sp }: { $band }{ -sp }; { $runs }{ $dotted }
line-band = ligne{ -sp }: moyenne{ -sp }; bande{ -sp }: { $band }{ -sp }; { $runs }
over-and = { $what } selon { $key } et { $other }
colour-and-contours = couleurs et lignes de niveau{ -sp }: moyenne{ -sp }; { $runs }
title-tornado = Une grandeur à la fois
whisker-of-change = trait{ -sp }: intervalle à 95{ -pc } du changement
first-and-last-value = moyenne à la première et à la dernière valeur de chaque grandeur, les autres comme dans le scénario{ -sp }; { $interval }{ -sp }; { $told } par point
as-it-is = le scénario tel quel
at-first = à la première valeur
at-last = à la dernière valeur
which-keys-matter = Ce qui compte
variance-over-design = part de la variance du résultat{ -sp }; trait{ -sp }: intervalle à 95{ -pc } (bootstrap){ -sp }; { $size }
base-samples = { $samples ->
    [one] { $samples } échantillon
   *[other] { $samples } échantillons
}, { $told } par point
by-itself = à elle seule
with-others = avec les autres
share-of-variance = Part de la variance
does-not-vary = Le résultat ne varie pas plus que les simulations d’un même point.
across-its-range = effet d’une grandeur sur toute son étendue{ -sp }; trait{ -sp }: intervalle à 95{ -pc } (bootstrap){ -sp }; { $size }
walks = { $samples ->
    [one] { $samples } parcours
   *[other] { $samples } parcours
}, { $told } par point
mean-size = Taille moyenne de l’effet{ $unit }
spread-of-effect = { $what }{ -sp }: dispersion de l’effet{ $unit }
outcome-same = Le résultat est le même dans chaque simulation.
chance-alone = jusqu’ici{ -sp }: le hasard seul
title-variance = D’où viennent les différences entre simulations
sources-of-chance = part de chaque source de hasard dans la variance d’un résultat{ -sp }; sous chaque barre, les estimations avec leurs intervalles à 95{ -pc } (bootstrap){ -sp }; { $samples ->
    [one] { $samples } échantillon
   *[other] { $samples } échantillons
}
variance-between-runs = Part de la variance entre simulations
same-in-every-run = Le même dans chaque simulation.
part-network = le réseau
part-start = qui a commencé
part-people = comment sont les gens
part-dice = les dés
part-keys = les grandeurs variées
part-interactions = leur action conjointe
title-density = Comment les humeurs se répartissent entre les personnes
people-magnified = { $people } personnes par variante{ -sp }; en bas, agrandie{ -sp }: la différence des moyennes avec son intervalle à 95{ -pc }
density = Densité
no-people-recorded = Aucune simulation n’a enregistré ses personnes.
difference-of-moods = Différence d’humeur moyenne [ET entre personnes]
rows-of-people = chaque ligne est une personne, rangée selon sa première fois{ -sp }; chaque barre va du début à la fin
who-when = Qui { $once } et quand, dans une simulation
who-expressed-when = Qui s’est exprimé et quand, dans une simulation
of-people = { $n } personnes sur { $people }
who-from-whom = Qui { $once }, quand, et de qui cela venait
lines-are-ties = les lignes sont des liens, les flèches montrent de qui venait la première fois
seats-first = { $act }{ -sp }: quand, place par place
seen-from-above = vue d’en haut. Anneau{ -sp }: spontanément{ -sp }; disque{ -sp }: par contagion{ -sp }; trait{ -sp }: de qui
front-of-room = l’avant de la salle
until-their-first = { $unit } jusqu’à la première fois
never-did = jamais
map-own = spontanément
map-caught = par contagion
map-began = a commencé

## Ce qui compte

one-or-other = { $one } ou { $two }
keys-unknown = Impossible encore de dire ce qui compte le plus
keys-chance = Aucune grandeur n’agit visiblement plus que le hasard
key-matters = Ce qui compte le plus{ -sp }: { $key }, pour { $share } des différences
key-moves = Ce qui compte le plus{ -sp }: { $key }, en moyenne { $amount } sur toute son étendue
key-swings = Ce qui compte le plus{ -sp }: { $key }. { $found }
split-unknown = Impossible encore de dire d’où viennent les différences entre simulations
split-one = Ce qui distingue surtout les simulations{ -sp }: { $part } ({ $share })
split-two = Ce qui distingue surtout les simulations{ -sp }: { $one } ou { $two }
first-and-last = { $from } { $have } à la première répétition, { $to } à la dernière{ $of }{ $end }
associated = { $act }{ -sp }: { $likelier } de chances en plus quand un contact en montre
associated-in-arms = { $act }{ -sp }: { $likelier } de chances en plus quand un contact en montre { $of_most }, { $least } { $of_least }
not-associated = Aucun lien visible entre contacts ({ $told })
began-included = {" "}(avec ceux qui ont commencé)

## Chaînes, groupes, moments, nuages, plans

kind-dots-alone = Points, une ligne par variante
kind-raincloud = Collines et points, une ligne par variante
kind-moments = Plans de salle à six moments
kind-communities = Carte du réseau par groupes
kind-tree = Arbres{ -sp }: qui a été contaminé par qui
kind-flows = Tableau de nombres et de teintes, groupes contre groupes
kind-phase = Courbes dans un plan d’humeur et d’expression
kind-scatter = Points selon chaque paramètre varié, avec tendances
about-groups = personnes et liens par groupes, dans une simulation
about-phase = part des personnes qui { $doing } selon leur état, au cours du temps
a-dot-is-runs = un point est { $told }
hill-and-box = la colline montre où se trouvent les simulations ({ $told }), la boîte leur moitié centrale, le trait fin leurs 90{ -pc } centraux{ -sp }; { $dot }{ -sp }; le trait marque la médiane{ $own }
title-tree = { $act }{ -sp }: qui a été contaminé par qui, dans une simulation
tree-read = chaque chaîne depuis son début{ -sp }; une branche est aussi large que le nombre de fois où elle a contaminé{ -sp }; nombres{ -sp }: combien à partir de là, directement ou par d’autres
tree-unknown = De qui, on ne peut le dire
tree-alone = Non dessinés{ -sp }: { $alone } sans suite.
tree-cut = Non dessinés{ -sp }: { $cut } dans des branches plus petites.
tree-alone-and-cut = Non dessinés{ -sp }: { $alone } sans suite, et { $cut } dans des branches plus petites.
tree-empty = Rien ne venait de quelqu’un que l’on puisse nommer.
in-one-chain = { $line }, au plus { $n } dans une chaîne
title-flows = { $act }{ -sp }: de quel groupe venait la contagion
title-flows-told = { $act }{ -sp }: de quel groupe du scénario venait la contagion
title-flows-found = { $act }{ -sp }: duquel des groupes que forment les liens venait la contagion
flows-read = { $n ->
    [one] une simulation
   *[other] { $told }
}{ -sp }; sous chaque nombre, celui attendu si les groupes ne comptaient pas{ -sp }; plus la teinte est forte, plus grande est la part de ce qu’un groupe a attrapé
flows-from = contagion venant de …
flows-by = … chez
groups-all = les { $count } groupes
group-own = le même groupe
group-others = d’autres groupes
tree-began = Début en { $unit } (contaminations depuis)
since-it-began = { $many } depuis le début de la chaîne
group-around = autour de { $name }
group-numbered = groupe { $number }
group-none = les autres
groups-of-scenario = {" "}Les groupes sont ceux que nomme le scénario.
groups-of-ties = {" "}Les groupes sont ceux que forment les liens.
within-group = Contagion dans le groupe même{ -sp }: { $own } sur { $all }{ -sp }; { $expected } si les groupes ne comptaient pas
end-in-one-run = {" "}(une simulation)
title-groups-named = Le réseau et ses groupes
title-groups-told = Le réseau et les groupes du scénario
title-groups-found = Les groupes que forment les liens
groups-read = les lignes sont des liens{ -sp }; disque{ -sp }: la première fois par contagion, anneau{ -sp }: spontanément, point{ -sp }: jamais, dans une simulation
title-moments = { $act }{ -sp }: qui et quand, place par place
moments-read = une simulation, vue d’en haut, le premier rang en haut{ -sp }; nouveau{ -sp }: depuis l’image précédente{ -sp }; une ligne vient de la personne qui a contaminé
moments-own = Nouveau{ -sp }: spontanément
moments-set = Nouveau{ -sp }: fixé par le scénario ou volontaire
caught-of-all = { $value } de toutes les expressions par contagion
first-arms = { $line }, les { $most } premières sur { $all }
moments-caught = Nouveau{ -sp }: par contagion
moments-before = Déjà avant
by-then = après { $time }{ -sp }: { $n }
title-phase = Part des personnes qui { $doing } selon l’humeur moyenne, au cours du temps
title-phase-affect = Part des personnes qui { $doing } selon l’état moyen du moment, au cours du temps
phase-read = { $n ->
    [one] une courbe est une simulation
   *[other] une courbe est la moyenne de { $n } simulations
}, de l’anneau à la flèche{ -sp }; nombres{ -sp }: { $unit } depuis le début, avec intervalles à 95{ -pc }
against-each-key = { $what } selon chaque paramètre varié
scatter-read = un point est l’un des { $points ->
    [one] point
   *[other] { $points } points
}, { $runs }, tous les paramètres étant tirés de nouveau à chacun{ -sp }; ligne{ -sp }: tendance droite, bande{ -sp }: son intervalle à 95{ -pc }
