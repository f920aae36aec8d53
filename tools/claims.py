"""Finds what no text of ours may say: that it cures, finds an illness, is proven, safe for all, or rewards.

`python tools/claims.py` looks at every text that a person may read. A quote of the article is marked as
texts.py says; an honest sentence that needs a word from here stands in HONEST, whole.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator

from texts import Text, all_texts

ILLS = r"(?:trauma|ptsd|anxiety|depression|stress|insomnia|pain|panic|tension|illness)"
WHOM = (
    rf"(?:{ILLS}|sleep\w*|illness\w*|disease\w*|disorder\w*|migraines?|symptoms?|conditions?|memor\w+|wounds?"
    r"|fear|grief|patients?|nervous system|body|mind)"
)
US = (
    r"(?:it|this|that|tremula|shaking|tremors?|trembling|exercises?|practice|practising|session|method"
    r"|program(?:me)?|app)"
)
ALL = r"(?:everybody|everyone|anybody|anyone|all(?: people| bodies| ages)?|each person|every (?:body|person))"
OFTEN = r"(?:\w+[ ,]+){0,4}"
HELD = r"(?:traumas?|memories|emotions?|energy|tension)"
SHAKES = r"(?:tremors?|shaking|shakes|trembling)"
FINE = r"(?:good|great|strong|better|best|beautiful|impressive|excellent|deep|healthy|nice|wonderful|well)"
NAMED = (
    r"(?:ptsd|post-?traumatic stress|traumati[sz]ed|trauma|depress(?:ion|ed)|anxiety|anxious|epilep\w+"
    r"|bipolar|psychosis|psychotic|borderline|schizophren\w+|parkinson\w*|insomnia|migraines?|burn-?out"
    r"|(?:disorder|disease|illness|syndrome)s?)"
)
SUFFERED = (
    r"(?:ptsd|trauma|anxiety|depression|stress|insomnia|pain|aches?|panic|migraines?|headaches?|symptoms?|sleep"
    r"|cortisol|blood pressure|immun\w+|nervous system|vagus|inflammation|fatigue|mood|nightmares?"
    r"|flashbacks?|spasticity|illness\w*|diseases?|disorders?)"
)
DOES = (
    r"(?:reduc(?:e[sd]?|ing)|lower(?:s|ed|ing)?|reliev(?:e[sd]?|ing)|improv(?:e[sd]?|ing)|calm(?:s|ed|ing)?"
    r"|sooth(?:e[sd]?|ing)|eas(?:e[sd]?|ing)|lessen(?:s|ed|ing)?|decreas(?:e[sd]?|ing)|boost(?:s|ed|ing)?"
    r"|reset(?:s|ting)?|regulat(?:es|ing)|restor(?:e[sd]?|ing)|re-?balanc(?:e[sd]?|ing)|prevent(?:s|ed|ing)?"
    r"|strengthen(?:s|ed|ing)?|alleviat\w+|diminish\w*|heighten\w*|rewir\w+|repair\w*)"
)
UNASKED = "".join(
    rf"(?<!\b{word} )" for word in ("do", "if", "when", "whether", "unless", "case", "where", "did")
)
DENIED = re.compile(
    r"(?:\b(?:not|no|nor|never|nobody|nothing|none|cannot|whether|neither)\b|n't\b)"
    r"(?! (?:doubt|question|wonder|only|just|merely|surprise))",
    re.IGNORECASE,
)
"""What takes a claim back when it stands before it in the same sentence."""
RULES: dict[str, tuple[str, ...]] = {
    "nobody has shown that it heals or ends anything": (
        r"\b(?:cur(?:e[sd]?|ing|able|ative)|remed(?:y|ies))\b",
        r"\bheal(?:s|ed|ing|er|ers)?\b",
        rf"\b(?:resolv|eliminat|eras|overcom|revers|undo|remov|eradicat|fix)\w* {OFTEN}{WHOM}\b",
        rf"\b(?:ends?|clears?|stops?|gets? rid of|beats?) (?:your |the |all |any |chronic )?{ILLS}\b",
        rf"\b{ILLS} (?:will |can )?(?:disappears?|vanish(?:es)?|goes? away|is gone|melts? away|leaves?)\b",
        r"\bdetox\w*|\btoxins?\b",
    ),
    "it is no treatment": (
        rf"\b{US} (?:\w+ ){{0,2}}treats?\b",
        rf"\btreat(?:s|ing)? {OFTEN}{WHOM}\b",
        rf"\btreated (?:by|with) {OFTEN}{US}\b",
        rf"\b(?:a|as|our|best|effective|natural|gentle) {OFTEN}(?:treatment|therapy)\b",
        r"\btreatment (?:of|for) ",
    ),
    "it finds no illness": (r"\bdiagnos(?:e[sd]?|ing|is|es|tics?|able)\b",),
    "that nobody is harmed is not known": (
        r"\b(?:nobody|no one|none) (?:\w+ ){0,4}(?:harmed|hurt|injured)\b",
        r"\b(?:cannot|can't|will not|won't|never|does not|doesn't) (?:ever )?"
        r"(?:harm(?:s|ed)?|hurts?) (?:you|anybody|anyone|people)\b",
        r"\b(?:can|does|do|did) no harm\b|\bnothing can go wrong\b|\bno danger\b",
    ),
    "nobody vouches for us": (
        r"\b(?:doctors?|therapists?|experts?|scientists?|psychologists?|neurologists?) (?:\w+ )?"
        r"(?:recommend|endorse|approve|swear by|praise)s?\b",
    ),
    "that is a model of the article, not a fact": (
        r"\b(?:releas|discharg|unlock|let(?:s|ting)? go of|(?<!-)free(?:s|d|ing)?|flush|purg"
        rf"|shak(?:e|es|ing) (?:off|out))\w* {OFTEN}(?:{HELD}|traumatic|memor\w+|stress|fear)\b",
        rf"\b{HELD} (?:that )?(?:is|are|gets?|was|were|has been|have been)? ?{OFTEN}"
        r"(?:stored|trapped|locked|held|released|discharged|stuck)\b",
        rf"\b(?:stored|trapped|locked|frozen|stuck) (?:\w+ ){{0,2}}{HELD}\b",
    ),
    "the studies are small": (
        r"\b(?:dis)?prov(?:e[ns]?|ed|ing)\b|\bproofs? (?:that|of|for)\b",
        r"\bscientific(?:ally)?\b|\bevidence[- ]based\b|\bclinically\b",
        r"\bresearch (?:shows|proves|supports|confirms|backs)\b|\bstudies (?:show|prove|confirm)\b",
    ),
    "nothing is promised": (
        r"\bguarant\w+|\bpromis(?:es?|ed|ing)\b|\balways works\b|\bnever fails\b|\bworks for\b|\b100 ?%",
        r"\byou(?:'ll| will) (?:\w+ )?(?:feel|sleep|be|become|get) (?:\w+ )?"
        r"(?:better|calmer|happier|healthier|well|free)\b",
    ),
    "it is not for everybody, and harm was hardly ever asked about": (
        rf"\bsafe (?:\w+ ){{0,3}}for {ALL}\b|\b{ALL} can (?:safely|do)\b",
        r"\b(?:completely|perfectly|entirely|totally|absolutely|always|100 ?%) safe\b",
        r"\brisk[- ]free\b|\bharmless\b|\b(?:no|without) (?:any |known )?(?:side[- ]effects|risks?)\b",
    ),
    "nothing counts on": (
        r"\bstreaks?\b|\b(?:days?|weeks?|times) in a row\b|\bdon't break\b|\bkeep (?:it|this) (?:up|going)\b",
        r"(?<!two )(?<!two good )(?<!two bad )(?<!\} good )\bsessions? in a row\b",
    ),
    "nothing praises or scolds": (
        r"\bwell done\b|\bcongrat\w+|\bbravo\b|\bkudos\b|\bproud of\b|\bperfect\b",
        r"\b(?:good|great|nice|amazing|excellent|awesome) (?:job|work|going|effort)\b",
        r"\b(?:great|nice|amazing|excellent|awesome) session\b",
    ),
    "shaking is never rated": (
        rf"\b{FINE} (?:\w+ )?{SHAKES}\b",
        rf"\b{SHAKES} (?:\w+ )?(?:went|was|is|were|are|looks?|feels?) (?:\w+ )?{FINE}\b",
        rf"\bmore {SHAKES} is\b|\bthe (?:more|longer|harder) you (?:shake|tremble)\b",
        rf"\b{SHAKES} (?:score|goal|target|record|points?|level)\b|\bpersonal best\b|\bbadges?\b|\btroph\w+",
        r"\bachievements?\b|\blevel(?:led)? up\b|\brewards?\b",
    ),
    "a registered mark; write “trauma release exercises”": (r"\bTRE\b",),
}
CLAIMS: dict[str, tuple[str, ...]] = {
    "it says to nobody what they have": (
        rf"{UNASKED}\byou (?:\w+ ){{0,2}}(?:have|are|suffer from|live with|show|seem|must have|developed) "
        rf"(?:\w+ ){{0,3}}{NAMED}\b",
        rf"\byou're (?:\w+ ){{0,2}}{NAMED}\b|\byou've (?:\w+ ){{0,2}}{NAMED}\b",
        rf"\b(?:scores?|answers?|results?|points|numbers?|tremor|shaking) (?:\w+ ){{0,2}}"
        rf"(?:shows?|means?|says?|indicates?|points? to|suggests?|reveals?"
        rf"|(?:is|are) (?:a )?signs? of) (?:\w+ ){{0,4}}{NAMED}\b",
        rf"\b(?:it|this|that) is (?:\w+ )?(?:your )?{NAMED}\b",
        r"\byour (?:ptsd|depression|anxiety disorder|epilepsy|bipolar|trauma disorder)\b",
    ),
    "nobody has shown what it does to an illness or the body": (
        rf"\b{DOES} (?:\w+ ){{0,3}}{SUFFERED}\b",
        rf"\b{US} (?:will |can |may |really |also )*helps? (?:\w+ ){{0,4}}(?:{SUFFERED}|sleep|recover)\b",
        rf"\b(?:helps|good|effective|works) (?:against|for) (?:\w+ ){{0,2}}{SUFFERED}\b",
        rf"\b{SUFFERED} (?:will |can |\w+ly )*(?:gets? (?:less|better|smaller|weaker)|"
        r"(?:improve|lessen|fade|shrink|ease|subside|decrease|disappear|vanish)s?"
        r"|go(?:es)? away|resets?|regulates?|calms?(?: down)?)\b",
        rf"\b(?:less|fewer|no more|free (?:of|from)) {SUFFERED} (?:after|with|through|thanks)\b",
    ),
}
"""Claims that a denial before them, or a question mark behind them, takes back."""
HONEST = (
    "It proves nothing.",
    "proves nothing",
    "“TRE” is a registered mark",
    '"TRE" is a registered mark',
    "never scored, targeted or rewarded",
    "**Not proven.**",
    "It is not a treatment",
    "This is self-help. It is not a treatment",
    "Not a treatment and not medical advice",
    "(not a diagnosis)",
)
"""Said as it is: whole phrases that deny what the words alone would claim."""
SOFT = dict.fromkeys([0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF])


def wrong_in(words: str) -> list[tuple[str, str]]:
    """Each banned phrase in a text, with the reason."""
    tidy = tidied(words)
    for phrase in HONEST:
        tidy = re.sub(re.escape(tidied(phrase)), " – ", tidy, flags=re.IGNORECASE)
    flat = [
        (at[0], why) for why, patterns in RULES.items() for each in patterns for at in found_in(each, tidy)
    ]
    return flat + [
        (at[0], why)
        for why, patterns in CLAIMS.items()
        for each in patterns
        for at in found_in(each, tidy)
        if not taken_back(tidy, at)
    ]


def taken_back(words: str, at: re.Match[str]) -> bool:
    """Whether the sentence around it denies it before it comes, or only asks."""
    before = re.split(r"[.!?;]\s", words[: at.end()])[-1]
    after = re.match(r"[^.!?;]*[.!?;]?", words[at.end() :])
    return bool(DENIED.search(before)) or bool(after and after[0].endswith("?"))


def found_in(pattern: str, words: str) -> Iterator[re.Match[str]]:
    """A mark counts as it is written; all else in any case."""
    return re.finditer(pattern, words, 0 if "TRE" in pattern else re.IGNORECASE)


def tidied(words: str) -> str:
    """Without what could hide a word: soft hyphens, broken lines, marks of emphasis, curly apostrophes."""
    words = words.translate(SOFT).replace("’", "'").replace("‐", "-").replace("‑", "-")
    words = re.sub(r"(\w)-\s*\n\s*(\w)", r"\1\2", words)
    words = re.sub(r"</?[a-z][^>]*>|[*_`]", "", words)
    words = " ".join(words.split())
    return re.sub("trauma release exercises?", "the practice", words, flags=re.IGNORECASE)


def problems(texts: Iterable[Text]) -> list[str]:
    """One line each: place, phrase, reason."""
    return [f"{text.where}: “{phrase}”: {why}" for text in texts for phrase, why in wrong_in(text.words)]


def main() -> int:
    found = problems(all_texts())
    print("\n".join(found) or "No text claims too much.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
