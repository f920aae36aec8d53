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
    return [
        (at[0], why) for why, patterns in RULES.items() for each in patterns for at in found_in(each, tidy)
    ]


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
