// The classes of words that the lines of phrases-lines.ts are made of, and the words that change what a line means.

export const CLASSES = {
  // Both languages
  STOP: "stop stops stoping stopping cease quit discontinue",
  ME: "me us m nous",
  LIST:
    "list lists database databases contacts system records files distribution program programme mailing liste listes " +
    "fichier fichiers base bases bdd repertoire systeme diffusion",
  NUMBER: "number numbers num nums nbr numero numeros coordonnees name nom info infos details",
  PHONE: "phone cell cellphone tel telephone portable cellulaire",

  // English
  MSG: "text texts txt txts sms smses message messages messge messges msg msgs mesg mssg mms mail mails email emails spam spams",
  PROMO:
    "promo promos promotion promotions ad ads advert adverts advertising advertisement advertisements offer offers " +
    "alert alerts notification notifications communication communications subscription marketing solicitations " +
    "reminders updates correspondence contact newsletter newsletters",
  TEXTING:
    "texting txting textin txtin texing texxting txtng messaging messageing msging msgin messagin mesaging contacting " +
    "contactin emailing smsing spamming writing",
  SENDING: "sending sendin snding senting",
  PESTERING: "bothering harassing harrassing bugging annoying disturbing pestering hounding bombarding soliciting",
  JUNK: "crap shit junk garbage rubbish",
  CONTACT: "contact write",
  SEND: "send snd",
  DONT: "dont dnt never nevr neva",
  REMOVE: "remove delete erase unenroll scrub removed deleted",
  UNSUBSCRIBE: "unsubscribe unsub unsuscribe unsubcribe unsubscibe unscribe unsubscribed unsubscribing",
  WANT: "want wanna wnt wish need like",
  RECEIVE: "receive recieve receiving recieving get getting gettin",
  ANYMORE: "anymore anymor again agn ever",

  // French
  SMS:
    "sms message messages mesage mesages msg msgs mess mms texte textes txt txts texto textos mail mails email emails " +
    "courriel courriels spam spams pub pubs publicite publicites newsletter newsletters",
  PUB:
    "promo promos promotion promotions offre offres alerte alertes notification notifications notif notifs " +
    "communication communications abonnement marketing sollicitations reclame reclames envoi envois contact contacts " +
    "harcelement",
  ARRETE:
    "arret arrets arrete arretes arreter arette arettes aret areter arrte cesse cesses cesser stoppe stopper stoper",
  ARRETEZ: "arretez arretiez arettez aretez arettiez arreter cessez cessiez cesser stoppez stopez stopper finissez",
  ECRIRE:
    "ecrire ecrir ecrier ecris ecrit ecri ecrivez ecriviez texter textez textiez contacter contacte contactes " +
    "contactez contactiez messager relancer relancez relance solliciter sollicitez sollicite spammer spammez spamer " +
    "spamez smser",
  ENVOYER: "envoyer envoye envoyes envoyez envoyiez envoyee envoie envoies envoi envoier adresser adressez",
  EMBETER:
    "embeter embetez harceler harcelez achaler achalez deranger derangez importuner importunez saouler emmerder " +
    "appeler appelez",
  CONTACTED:
    "contacte contactee sollicite sollicitee derange derangee relance relancee abonne abonnee inscrit inscrite",
  REMOVED:
    "retire retiree enleve enlevee supprime supprimee efface effacee desinscrit desinscrite desabonne desabonnee",
  RECEVOIR: "recevoir recevoire resevoir recevoirs recevwar recevoit",
  VEUX:
    "veux veut veu ve vx vux voulons souhaite souhaites souhaitons desire desirons voudrais voudrai voudrions " +
    "aimerais aimerai souhaiterais souhaiterai",
  PLUS: "plus plu pu pus",
  NE: "ne n",
  RETIRER:
    "retirer retire retirez enlever enleve enlevez supprimer supprime supprimez suprimer suprime suprimez effacer " +
    "efface effacez rayer raye rayez debarquer debarque debarquez oter ote otez sortir sors sortez virer vire virez " +
    "radier radiez",
  DESABONNER:
    "desabonner desabonne desabonnez desabonnement desabonement desaboner desabonez desinscrire desinscris desinscrit " +
    "desinscrivez desinscription desincrire desincrivez desincription desenregistrer",
  QUIET: "tranquille tranquilles tranquil tranquile trankil trankille",
} as const;

/** Classes whose words are often typed with the "m", "d" or "n" before them and no apostrophe: "menvoyez", "decrire". */
export const ELIDING = [CLASSES.ECRIRE, CLASSES.ENVOYER, CLASSES.EMBETER].join(" ");

/** Other words that people type as one. */
export const FUSED: Readonly<Record<string, string>> = {
  jveux: "je veux",
  jveut: "je veux",
  jveu: "je veux",
  jve: "je veux",
  jvx: "je veux",
  jvoudrais: "je voudrais",
  jsouhaite: "je souhaite",
  donot: "dont",
};

/** Said lightly or with a reserve, a clear stop becomes a doubtful one. */
export const SOFTENING =
  "lol lool lmao lmfao rofl haha hahaha hahahaha ha hehe hihi mdr mdrr mdrrr ptdr xd xdd jk maybe perhaps kidding " +
  "rigole deconne";

/** What makes the phrase soon after it somebody else's, a condition or a story. */
export const OTHERS =
  "he she they him her them his hers their someone somebody everyone everybody people if when whenever why until till " +
  "unless before after since because did didnt made makes il elle ils elles lui leur qqn quelqu si quand pourquoi pk " +
  "pq normal";

export const SUBJECTS = "i you u ya we they he she j je tu t vous on nous il elle ils elles ki qui";

/** "Don't stop", "I never want you to stop texting me", "n'arrêtez pas", "je ne veux pas me désabonner". */
export const REFUSALS = [
  {
    negations: "dont dnt never nevr wont cant cannot not didnt doesnt couldnt wouldnt shouldnt without ne n",
    between: "want wish mean ever even just you u to going gonna me m t te veux pas",
    verbs: "STOP ARRETE ARRETEZ UNSUBSCRIBE DESABONNER REMOVE opt",
  },
  {
    negations: "pas jamais",
    between: "que vous me m de d se",
    verbs: "arreter arretiez cesser stopper desabonner desinscrire",
  },
];

/** "Reply STOP to leave", "envoyez STOP au 36179": somebody else's instructions, passed on. */
export const INSTRUCTIONS =
  "reply replying send text txt sms type answer repondez repondre repond envoyez envoyer envoie tapez ecrivez dites";

/** "Don't text me, call me": who wants a call is not leaving. Not after the words of `unless`: "don't text or call me". */
export const CALL_INSTEAD = {
  verbs: "call ring phone appelle appelez",
  objects: "ME moi",
  unless: "dont not never or to ni",
};

/** What may stand as a sentence beside a bare STOP and leave it clear. */
export const UNINTERESTED: ReadonlySet<string> = new Set(
  (
    "quotation, no, yes, not interested, im not interested, i am not interested, wrong number, wrong person, you have " +
    "the wrong number, enough, who is this, whos this, who are you, who r u, i dont know you, i dont want this, i " +
    "dont want these, i dont want it, i never signed up, i did not sign up, i didnt sign up, i moved, i have moved, " +
    "non, oui, pas interesse, pas interessee, je suis pas interesse, je suis pas interessee, je ne suis pas " +
    "interesse, je ne suis pas interessee, ca m interesse pas, ca ne m interesse pas, assez, ca suffit, mauvais " +
    "numero, faux numero, erreur de numero, qui est ce, c est qui, qui etes vous, je ne vous connais pas, je vous " +
    "connais pas, j en veux plus, je n en veux plus, je veux plus ca, j ai demenage, j ai rien demande, je n ai rien " +
    "demande, j ai jamais demande ca, je n ai jamais demande ca, j ai pas demande ca, je n ai jamais demande vos " +
    "messages, vous vous trompez de numero"
  ).split(", "),
);
