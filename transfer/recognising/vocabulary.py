"""The words by which people lead up to what they quote, as alternatives of regular expressions, by language."""

import re

# What somebody does whose words follow.
VERBS = {
    "en": "says?|said|writes?|wrote|reports?|reported|tells?|told|notes?|noted|explains?|explained|adds?|added|argues?|"
    "argued|observes?|observed|points? out|pointed out|puts? it|quotes?|quoted|e-?mails?|e-?mailed|thinks?|comments?|"
    "commented|asks?|asked|replies|replied|responds?|responded|concludes?|concluded|announces?|announced|claims?|"
    "claimed|warns?|warned|summari[sz]es?|continues?|continued|reminds us|has (?:this|more)",
    "de": "schreibt|schrieb|sagt|sagte|meldet|meldete|berichtet|berichtete|erklärt|erklärte|meint|meinte|zitiert|"
    "findet|notiert|kommentiert|heißt es|fasst|antwortet",
    "fr": "écrit|écrivait|dit|disait|déclare|a déclaré|explique|expliquait|raconte|rapporte|annonce|confie|note|résume|"
    "précise|affirme|estime|ajoute|répond|cite|selon|d[’']après",
    "ru": "пишет|пишут|писала?|написала?|сообщает|сообщают|сообщил[ао]?|заявила?|рассказала?|переда[её]т|отмечает|"
    "говорит|сказала?|говорится|цитирую|цитирует|приводит|приводят|объясняет|объяснила?|отвечает|ответила?|считает|добавила?|"
    "добавляет|пояснила?|подчеркнула?",
}
# Agencies and papers do this; people rather say.
REPORTING = {"en": "report", "de": "meldet|berichtet", "fr": "rapport|annonce", "ru": "сообща|сообщил|переда[её]т"}
# What stands before the name of a person.
TITLES = {
    "en": r"The|As|And|But|So|In|Late|Over|Says|When|Even|Then|Now|Here|Retired|Former|Reader|Columnist|Superintendent|"
    r"Spokes\w+|President|Deputy|Sheriff|Officer|Captain|Commissioner|Secretary|Congress\w+|Representative|Commenter|"
    r"Blogger|Author|Analyst|Minister|Interior|Foreign|Prime|Ministry\S*|Mayor|Governor|Senator|Judge|Justice|Chief|"
    r"Director|Coach|Professor|Prof\.|Dr\.|Gen\.|Sen\.|Rep\.|Col\.|Lt\.|Mrs?\.?|Ms\.?|Sir",
    "de": r"Der|Die|Das|Laut|Herr|Frau|Trainer\w*|Minister\w*|\w*minister\w*|Kritiker\w*|Landeschef\w*|\w+graf|"
    r"Sprecher\w*|\w+sprecher\w*|Autor\w*|Kanzler\w*|Präsident\w*",
    "fr": "Le|La|Les|Monsieur|Madame|Selon",
    "ru": "По|Как|Вот|Его|Пресс-секретарь|Директор|Депутат|Министр|Машинист|Замдиректора|Губернатор|Мэр|Президент",
}
# What stands before names of places and of things, and is no title.
BEFORE_PLACES = {"en": "the|of|in|at|for|into|near", "de": "der|die|das", "fr": "le|la|les|du|en|à", "ru": "в|из|на"}
# What names of publications hold.
PUBLICATIONS = {
    "en": r"news|times|post\b|herald|ledger|tribune|gazette|daily|journal|wire|desk|blog|today|press\b|star|magazine|"
    r"review|monitor|observer|chronicle|courier|dispatch|sentinel|examiner|guardian|telegraph|mail\b|bulletin|standard|"
    r"globe|record|radio|network|watch|weekly|monthly|report|advertiser",
    "de": r"zeitung|nachrichten|rundfunk|blatt|magazin|kurier|anzeiger|bote\b|spiegel|redaktion",
    "fr": "quotidien|courrier|dépêche|écho|le monde|figaro",
    "ru": "агентство|газета|вестник|радио|известия|новости|правда|инфо",
}
# The possessive before a publication: Sunday's, this week's.
TIMES = (
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day['’]s|(?:this|last) (?:morning|week|month|weekend)['’]s|today['’]s|"
    r"yesterday['’]s"
)
ARTICLES = {
    "en": "the|an?",
    "de": "der|die|das|dem|den|im|beim|vom",
    "fr": "le|la|les|du|l['’]",
    "ru": "газет[аеыу]|журнал[аеу]?|агентств[аоу]|сайт[аеу]?",
}
# What links say that lead to no name.
NAMELESS = {
    "en": "here|this|that|it|more|link|pdf|html|source|via|full|read|today|yesterday|monday|tuesday|wednesday|thursday|"
    "friday|saturday|sunday|page|part|chapter|update|transcript|interview|statement|article|report|blog|he|she|they|his|"
    "her|their|I",
    "de": "artikel|bericht|protokoll|pressemitteilung|beitrag|quelle|hier|er|sie",
    "fr": "ici|lire|entretien|communiqué|il|elle",
    "ru": "здесь|тут|отсюда|источник|ссылка|сайт|интервью|статья|подробнее|он|она",
}
# The words are the author's own.
OWN = {
    "en": r"I(?:['’]ve| have| had)? (?:also |then |once |first |already )?"
    r"(?:said|wrote|written|argued|figure|posted|put it|noted|predicted|asked)|(?:as|like|what) I|"
    r"my (?:own |little |old |earlier |last |first |previous )?"
    r"(?:poem|post|piece|column|words|verse|article|list|notes?|haiku|essay|review)|"
    r"mine|our (?:own )?(?:style|rules|policy|editorial)|we wrote",
    "de": r"ich (?:schrieb|sagte|zitiere mich)|(?:schrieb|sagte|meinte|dichtete) ich|"
    r"mein(?:e[mnrs]?)? (?:\w+ )?(?:gedicht|beitrag|text|artikel|notiz)",
    "fr": r"j[’']écrivais|j[’']ai écrit|je disais|mon (?:\w+ )?(?:poème|billet|texte|article)",
    "ru": r"я (?:писал|написал|говорил|сказал)|(?:писал|говорил) я|мо[йёеи]\w? (?:\w+ )?(?:стих|текст|пост|запис)\w*|"
    r"\w*сочинил\w*",
}
# It is a part of what the sentence before links to.
EXCERPTS = {
    "en": "excerpts?|taste|sample|snippet|highlights?|bits?|parts?|lines?|quote|passage|paragraph|graf|key|best|money|"
    "here|from|he|she|they|it|his|her|their|statement|again",
    "de": "auszug|ausschnitt|zitat|er|sie|es|daraus|kostprobe|stelle",
    "fr": "extraits?|citation|il|elle|ils",
    "ru": "цитата|отрывок|выдержка|оттуда|там|он|она|они|цитирую",
}
# What is worth reading.
TEXTS = {
    "en": "piece|post|article|story|report|read|essay|column|review|account|interview|take|analysis|editorial",
    "de": "artikel|beitrag|text|bericht",
    "fr": "billet|papier|texte",
    "ru": "статья|статью|текст|пост|заметка|описание",
}
# The quote is from where the one before it is from.
CONTINUING = {
    "en": "same|continue[sd]?|goes on|went on|further (?:on|down)|concludes?|"
    r"(?:he|she|they|it)\s(?:\w+\s)?(?:adds?|added|says|said|writes|wrote|notes)",
    "de": r"weiter|fährt\b.*\bfort|(?:er|sie)\s(?:\w+\s)?(?:schreibt|sagt|ergänzt)",
    "fr": r"poursuit|plus loin|conclut|(?:il|elle|ils)\s(?:\w+\s)?(?:ajoute|écrit|dit)",
    "ru": r"далее|дальше|там же|продолжает|заключает|(?:он|она|они|автор)\s(?:\w+\s)?(?:добавляет|пишет|говорит)",
}
# Whole sentences that do no more than go on.
GOING_ON = (
    r"(?:and|but|und|et|и|а)?\s?"
    r"(?:then|more|also|later|finally|again|this|dann|später|auch|puis|enfin|aussi|потом|ещ[её])?\s?:"
)


def any_of(words: dict[str, str]) -> str:
    """Return the alternatives of all languages, not grouped."""
    return "|".join(words.values())


def find_words(words: dict[str, str]) -> re.Pattern[str]:
    """Return what finds whole words, whatever their case."""
    return re.compile(rf"(?<![\w-])(?:{any_of(words)})(?!\w)", re.IGNORECASE)
