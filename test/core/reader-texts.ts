// What customers write and how it has to be read, one text a line ("⏎" is a line break). A group's name is the kind, "?" for
// a doubt, the language, and the argument: "join en CAFE".

const GROUPS: Readonly<Record<string, string>> = {
  "stop en": `
STOP
Stop.
stop!!!!
STOPPP
stooooop
sToP
 stop 
#stop
*STOP*
“STOP”
"stop"
(Stop)
S T O P
s.t.o.p
S-T-O-P.
st op
ＳＴＯＰ
𝗦𝗧𝗢𝗣
ЅТОР
STOP 🛑
🛑STOP🛑
✋ stop ✋
stop :)
STOP =D
STOP1
stop36179
STOP 36179
STOP au 36179
Stop au 36 179
sotp
stpo
tsop
stoop
syop
dtop
st0p
stopp
stop stop stop
STOP STOP STOP STOP STOP STOP STOP STOP STOP STOP STOP STOP STOP STOP STOP STOP
STOP / ARRET
stop and unsubscribe
please stop
Pls stop
stop plz
stop svp
stop stp
bonjour, stop merci
STOP thanks!
Stop thank you very much
stop, have a nice day
Hi. STOP.
OK stop
ok, please STOP
yes stop
Oui, stop
No, stop!
no thanks, stop
Non merci, stop
STOP⏎Sent from my iPhone
STOP⏎> Café Comptoir: 10 points! Reply STOP to leave
stop now
STOP IMMEDIATELY
can you stop please
I said STOP
not interested stop
Not interested. Stop.
stop, I'm not interested
Who is this? STOP
Wrong number. Stop
unsubscribe
UNSUBSCRIBE!!
Please unsubscribe
unsubscribe me please
unsub
unsubcribe
unsuscribe
unsubscibe
Unsubscribe me from this list
un-subscribe
cancel
CANCEL please
cancle
end
END.
quit
Quit, thanks
revoke
remove
opt out
OPT-OUT
optout
opt me out
I want to opt out
how do I opt out?
I would like to unsubscribe
How do I unsubscribe?
stop texting me
STOP TEXTING ME!!!
please stop texting me
pls stp txting me
stop msging me
Stop messaging me please
stop texting this number
Can you please stop texting me
I told you guys to stop texting me
i need you to stop messaging me now
wrong number stop texting
You have the wrong number, please stop texting me
this is not her stop texting me
I moved to another city please stop texting me
stop sending me messages
please stop sending these texts to my phone
Stop sending me this crap
stop f***ing texting me
stop the messages
Stop all texts please
stop sms
stop your ads
stop with the messages
stop bothering me
stop spamming me
quit texting me
cease and desist
do not text me again
Do not contact me
dont txt me again
don't contact me anymore
Don’t text this number
never text me again
please don't send me any more messages
I don't want these messages
i dont want to receive texts from you
I do not want to be contacted
I no longer wish to receive your texts
dont wanna get these msgs anymore
I don't want to hear from you anymore
no more texts
No more messages please
enough with the texts
take me off your list
Please take me off of your mailing list
take my name off your list
get me off this list
remove me
Remove me please
remove me from this list
please remove my number from your list
I no longer live in the area, please remove me
delete my number
lose my number
leave me alone
cancel my subscription
turn off these messages
I revoke my consent
Hi, I keep getting texts that I never asked for. Please stop texting me.
STOP to leave
stop to leave.
Stop to unsubscribe
STOP to leave at any time
STOP to opt out
STOP 2 end
NO OFFERS STOP
yes offers stop
Stop, no offers
no more offers, stop
stop sending me offers and texts`,

  "stop fr": `
ARRET
Arrêt
arrêt svp
ARRETE
arrête
Arrêtez
ARRÊTEZ !!!
arrêter
arrète
arreté
arret 🛑
arrettt
arrte
arett
aret
arettez
stoppez
désabonner
Désabonnement
desabonement
DÉSABONNEZ
désinscription
désinscrire svp
arrêtez svp
Arrêtez s'il vous plaît
arretez s’il vous plait merci
stp arrete
Bonjour, arrêtez merci
non merci, arrêtez
arrêtez maintenant
veuillez arrêter
j'ai dit arrêtez
pas intéressé, arrêtez
Mauvais numéro. Arrêtez
arrêtez de m'écrire
Arrêtez de m’écrire svp
arretez de mecrire
arrete de m ecrire
arrêtez de m'envoyer des messages
arreter de menvoyé des sms
arretez d'envoyer des sms
stp arete les msg
arrêtez vos messages
arrêtez les textos
arrêtez la pub
arrêtez de me contacter
arrêtez de me harceler
cessez de m'écrire
veuillez cesser vos envois
merci d'arrêter les messages
merci de ne plus m'écrire
Merci de ne plus me contacter.
svp ne plus m'envoyer de sms
ne m'écrivez plus
Ne m'envoyez plus rien
ne m'envoyez plus de messages
m'envoyez plus de sms
ne me contactez plus
me textez plus
je ne veux plus recevoir de messages
Je ne souhaite plus recevoir vos SMS
jve plu recevoir de sms
jveux plus de vos messages
je ne veux plus de vos messages
je ne veux plus être contactée
je ne veux plus être sur votre liste
je ne veux plus rien recevoir
plus de sms svp
Plus de pub
plus jamais de messages
me désinscrire
je veux me désinscrire
Je voudrais me désabonner
comment me désabonner ?
comment on arrête les sms ?
désabonnez-moi
Désinscrivez-moi de la liste
retirez-moi de la liste
Pouvez-vous me retirer de votre liste
veuillez retirer mon numéro de votre liste
enlevez mon numéro
supprimez mon numéro de vos fichiers
rayez-moi de votre liste
stop aux sms
stop à la pub
stop pub
STOP PUBLICITÉ
stop de m'envoyer des messages
stop 2 m'ecrire
foutez-moi la paix
laissez-moi tranquille
lâchez-moi avec vos textos
marre de vos sms
annulez mon abonnement
arrêtez de me texter
textez-moi pu
je veux pu de textos
débarquez-moi de la liste
ôtez-moi de votre liste
achalez-moi pus
sacrez-moi patience
Bonjour, je n'habite plus Montréal, merci de me désabonner
FIN
Fin.
fin svp
SUPPRIMER
Supprimez-moi
supprimez moi svp
supprimer mon compte
ARRET pour quitter
Arrêt pour quitter.
STOP pour quitter
STOP pour quitter à tout moment
STOP pour vous désabonner`,
  "no_offers en": `
NO OFFERS
no more offers please
stop the offers
stop offers
Stop sending me offers
stop sending me your offers please
stop promos
Stop the promos!
stop all promotions
please stop your promotions
don't send me any more offers
I don't want offers
I don't want any more promos
no promos`,
  "no_offers fr": `
SANS OFFRES
plus d'offres
arrêtez les offres
Arrêtez vos offres svp
arrêtez vos promotions
Arrête les promos
arrêt promos
je ne veux plus d'offres
Je ne veux plus recevoir vos promotions
je ne veux pas de promos
je veux pas d'offres
arrêtez de m'envoyer des promos
plus de promos svp
pas de promotions`,

  "stop? en": `
ok stop now lol
stop lol
stop it
Stop it now
just stop
Please just stop
stop with the offers maybe
stop texting me haha
no stop
go away
no texts please
reply STOP
Stop! You make me blush
ALTO
baja
Parar
that is too much, stop`,
  "stop? en CAFE": "STOP CAFE⏎\nstop café\nplease stop cafe",
  "stop? fr": `
arrête ça
Arrêtez ça tout de suite
annuler
résilier
arrêtez de m'écrire mdr
Arrête. Tu exagères là
ok stop là lol
ok arrete la lol
bon arrete maintenant mdr
Bon, arrête là
arrêtez là svp`,

  "stop_all en": "STOP ALL\nstop all please\nSTOPALL\nstop everything\nUnsubscribe from all\nStop. All.",
  "stop_all fr": "STOP TOUT\nstop tout svp\nstoptout\ntout arrêter\nArrêtez tout !",

  "start en": "START\nstart!\nUnstop\nunstop please\nrestart\nstart again\nresubscribe me",
  "start fr": "reprendre\nRéabonnez-moi svp\nme réabonner",

  "yes en":
    "YES\nyes\nYes!\nYESSS\nyes please\nYes, thank you\nok yes\nyep\nYeah\nyes yes yes\nＹＥＳ 👍\nYES⏎> Café: reply YES to join",
  "yes fr": "OUI\noui\nOuiii !!\noui svp\nOui merci\nok oui\nouais\nbonjour oui\nOui 😊\nd'accord, oui",
  "no en": "NO\nno\nNo.\nnope\nNo thanks\nno thank you very much\nsorry, no",
  "no fr": "NON\nnon\nNon !\nnon merci\nNonnn\nnon désolé\nbonjour non merci",

  "join en": "JOIN\njoin\nJoin please\nJOIN!\njion\nsign me up\nSign up\nHello, join please\nsubscribe\nI want to join",
  "join fr": "JOIGNEZ\njoignez svp\njoingez\nJoindre\ninscription\nInscrivez-moi svp\nje veux m'inscrire",
  "join en CAFE": "JOIN CAFE\njoin café\nJoin Café, please\nhi, JOIN cafe!",
  "join fr CAFE": "JOIGNEZ CAFE\njoindre café svp",
  "join en CAFE COMPTOIR": "join Café Comptoir",

  "help en": "HELP\nhelp!\nHelp please\nhelp me please\nHELPPP\nhlep\nhello, help",
  "help fr": "AIDE\naide svp\nAidez-moi svp\naide-moi stp\nBonjour, aide s'il vous plaît",
  "help null": "INFO\ninfo\nInfos svp\ninfo ?\nINFO please",
  "balance en":
    "BALANCE\nbalance?\nballance\nbalence\nmy balance please\nMy points\nwhat's my balance?\nhow many points do I have?",
  "balance fr":
    "SOLDE\nsolde\nSolde svp\nbonjour, solde merci\nslode\nmon solde ?\nmes points\nsolde de points\ncombien de points j'ai ?",
  "balance null": "POINTS\npoints\npoints?\nPoints svp",
  "redeem en": "REDEEM\nredeem please\nreward\nMy rewards",
  "redeem fr": "ÉCHANGER\nechanger\ncadeau\nCADEAU 🎁\nmes cadeaux svp\nrécompense",
  "redeem fr 2": "cadeau 2",
  "use en": "USE\nuse!\nuse my reward",
  "use en 1": "use 1",
  "use fr": "UTILISER\nutiliser svp\nutiliser mon cadeau",
  "offers en": "OFFERS\noffer\nofers\nyour offers please",
  "offers fr": "OFFRES\noffre\nvos offres svp",
  "birthday en": "BIRTHDAY\nbday",
  "birthday fr": "anniversaire\nANNIV",
  "birthday en 12/05": "BIRTHDAY 12/05\nbirthday 12-05\nmy birthday is 12/05\nbday: 12.05",
  "birthday fr 12/05": "ANNIV 12/05\nanniversaire 12 05 svp\nmon anniv est le 12/05",
  "birthday fr 12 MAI": "anniv 12 mai\nanniversaire le 12 mai",
  "birthday en MAY 12TH": "birthday May 12th",
  "why en": "WHY\nwhy?",
  "why fr": "POURQUOI\npourquoi ?\npourqoi",
  "move en": "MOVE\nmove please\nchange my number",
  "move fr": "CHANGER\nchanger de numéro svp",
  "move en 5145550142": "move 514-555-0142",
  "move fr +15145550142": "changer +1 514 555 0142",
  "language fr": "FRANCAIS\nfrançais\nFrench please\nen français svp\nfrancai",
  "language en": "ENGLISH\nenglish please\nin English, please\nanglais\nen anglais svp\nenglsh",
  "code null 4321": "4321\n 4321 \n#4321\ncode 4321\n4321 merci\n４３２１",
  "code null 123": "123",
  "code null 12345678": "12345678",
  "text null 2": "2\n2.\n#2\n2️⃣\nle 2\n2 svp\noption 2",
  "text null 12": "12",

  text: `

​
...
?
🙂
👍👍👍
🛑
ok
OK.
Ok merci
d'accord
thanks!
Merci beaucoup
Bonjour
hello
y
o
yo
k
sure
maybe
nan
yesterday
noon
nonsense
ouistiti
12 34
18:30
12/05
1234567890
514 555 0142
Yes I'll be there at 5
Yes, see you tomorrow then
Yes but what time do you close?
yes that's the one I meant
Yes. It was delicious as always, see you soon
yes and my sister will join us
Yes or no?
yeah right, as if
Oui je passe demain
Oui, à 15 h ça me va
oui mais pas avant midi
Oui bien sûr, je vous l'apporte
Ouais on verra bien
oui ou non ?
No worries
no problem, see you then
No I didn't get my points yesterday
No, that was my brother
No way!
non je ne pense pas
Non, c'était samedi
Non mais quelle histoire
non c'est pas grave
Stop to leave the car at the garage
STOP to smell the roses
Stop pour un café ?
Arrêt pour quitter la ville
la fin du monde
fin de semaine
Enfin
C'est la fin
à la fin
Bonne fin de journée
supprimer la photo svp
Supprimez les oignons
saxophone alto
Is the alto singing tonight
you stopped the offers?
Do you have offers?
What promos do you have
je veux plus d'offres
Vos offres sont super
no offers today?
Quelles promotions ?
bon, on arrête là pour ce soir
Arrête-toi là
Stop reading my mind!
Stop being so nice to me
stop smoking
stop crying lol
Stop for a coffee on your way home
stop by whenever you like
Stop selling the carrot cake? No way
I never stop thinking about your croissants
don't stop
Don't stop the music
never stop texting me :)
Please don't ever stop sending me these
I don't want you to stop texting me
I can't stop texting you
You never text me anymore
why did you stop texting me?
If you stop texting me I will be sad
he wants me to stop smoking
My mother told him to stop texting me
she said stop texting me in class so sorry
the bus stop
I'm at the bus stop
next stop is ours
non stop
nonstop music all night
non-stop de 9h à 18h ?
Do you open non stop on Saturdays?
full stop
shop
step
top
spot on
Stop reading this, he said, and laughed until everybody in the café looked at him
my dog won't stop barking at the delivery man
I stopped by yesterday but you were closed
You should stop calling it a latte when it has no milk in it
Arrête de rire bêtement ! ^^
arrête de te plaindre
Arrêtez-vous souvent à Québec ?
Il n'arrête pas de pleuvoir
je n'arrête pas de penser à vos brioches
n'arrêtez pas de m'écrire, j'adore
J'arrête le sucre cette semaine
on s'arrête prendre un café ?
l'arrêt de bus est juste devant
à l'arrêt du tram
Il m'a dit d'arrêter le café
tu m'écris plus ?
Pourquoi tu ne m'écris plus
je ne veux pas me désabonner
Je ne veux pas arrêter, j'aime vos messages
je veux plus de crème dans mon café
Je n'ai plus de forfait et plus de batterie
écris-moi plus tard
envoyez-moi plus de détails
Laissez-moi réfléchir
laisse-moi deux minutes
retirez la crème svp
enlève ton manteau
End of the street, on the left
I'm at the end of the street
The weekend at last
What time does it end?
Ends at 5?
Quit worrying, it will be fine
I quit my job today!
quite
quiet
huit
Cancel the cake?
can you cancel my appointment
Cancel my appointment tomorrow please
I have to cancel for tonight
cancer
annulez mon rendez-vous
Annuler le gâteau de samedi svp
remote
Remove the onions please
removed
Revoke his badge, I think
arrive
j'arrive
arrest
area
prêt
Prêt ?
Info on your hours?
Info transmise à ma collègue
Infos pratiques pour samedi ?
Information about gluten please
information desk
help me choose a gift
Help yourself to a cookie
can you help me with the menu
I need help with my order
Helping my mom today, can't come
Aide ta soeur à porter les sacs
besoin d'aide pour choisir un gâteau
L'aide à domicile passe à midi
balance of the bill to pay on Friday?
Soldes ce week-end ?
Les soldes commencent quand
Points de suture retirés ce matin
good point
Use the back door
use less sugar next time
Utiliser un bon d'achat en ligne, possible ?
Move the chair please
Move along
I will move next month
Changer l'heure de mon rendez-vous
il faut changer l'ampoule
Why so early?
Why not both
Why don't you open on Mondays?
Pourquoi pas
Pourquoi vous fermez si tôt ?
Start without me
Start at 3?
let's start over
Reprendre rendez-vous la semaine prochaine
Join us for dinner
join me later
joining you in five minutes
Can I join with a friend on Saturday morning
Joignez-vous à nous
offer me a coffee?
Offre d'emploi toujours disponible ?
Offres-tu le café ?
Birthday party at 5?
Happy birthday!
Joyeux anniversaire !
Mon anniversaire c'était super
Cadeau pour ma mère, une idée ?
Reward yourself
echange possible si la taille ne va pas ?
English breakfast tea please
French toast
Cours de français à quelle heure
anglais à 14h
my code does not work
le code de la porte ?
Liked “Café Comptoir: you have 8 points. Reply STOP to leave”
Loved "Café Comptoir: see you soon. Reply STOP to leave."
Laughed at “Reply YES to join”
Emphasized “Text STOP to opt out”
Disliked “Café: reply STOP to leave”
Removed a heart from “Café: reply STOP to leave”
A aimé « Café Comptoir : répondez STOP pour quitter »
A ri de « Répondez ARRET pour ne plus recevoir de messages »
👍 to “Café Comptoir: reply STOP to leave”
👍 à « Café : répondez ARRET pour quitter »
> Reply STOP to leave
> Répondez STOP pour quitter⏎Bonjour, êtes-vous ouverts ?
Yes "we are open until nine tonight"
Reply STOP to opt out. Msg&data rates may apply
Répondez STOP pour ne plus recevoir de messages
To stop these texts, text STOP to 36179
What does "reply STOP to leave" mean?
Promo ce samedi ! STOP au 36179
Is the bus stop still in front of the café?
Do I have to stop at the counter first?
Do you stop serving at 5
Can you text me the menu?
Please text me when it's ready
don't text me, call me when the cake is ready
please don't call before 9
I don't want sugar in it
no more sugar please
no more room on Saturday?
Take me off the waiting list? No, keep me!
remove the name on the cake
leave the keys at the counter
I'll leave you alone now
ne m'oubliez pas
plus de sucre svp
plus de lait merci
STOPWATCH
arretium
Dois-je m'arrêter au comptoir ?
شكرا
привет
我明天来`,
};

export interface ExpectedReading {
  readonly text: string;
  readonly kind: string;
  readonly doubt: boolean;
  readonly language: string | null;
  readonly argument: string | undefined;
}

export const EXPECTED_READINGS: readonly ExpectedReading[] = Object.entries(GROUPS).flatMap(([name, texts]) => {
  const [kind = "", language = "null", ...argument] = name.split(" ");
  return texts
    .replace(/^\n/, "")
    .split("\n")
    .map((text) => ({
      text: text.replaceAll("⏎", "\n"),
      kind: kind.replace("?", ""),
      doubt: kind.endsWith("?"),
      language: language === "null" ? null : language,
      argument: argument.length > 0 ? argument.join(" ") : undefined,
    }));
});
