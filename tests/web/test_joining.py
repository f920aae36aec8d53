"""Many modules as one script: each once, before what needs it, nothing joined wrongly."""

import subprocess

import pytest

from tremula.web.assets import JOINED, STATIC, Assets
from tremula.web.joining import join_scripts, join_styles, made_of, shortened

HOUSE = {
    "js/page.js": """// The page. It has a comment with an apostrophe: it's one.
import "./elements/bell.js"
import {
  ring,
  wait,
} from "./lib/ring.js"

/** @param {string} word */
async function begin(word) {
  const address = "https://example.org/*" // not a comment within
  console.log(ring(word), wait, address, /[/*"]+/.test("/*"), `a // b ${ring("`")}`)
}
begin("hello")
""",
    "js/elements/bell.js": """import { ring } from "../lib/ring.js"

export class Bell {
  sound = () => ring("bell")
}
console.log(new Bell().sound())
""",
    "js/lib/ring.js": """export {}
export const ring = (word) => `<${word}>`
export const [wait, hold] = [7, 8]
""",
}


def run(script: str) -> str:
    return subprocess.run(
        ["node", "--input-type=module"], input=script, capture_output=True, text=True, check=True
    ).stdout


def test_what_is_joined_does_what_the_modules_did() -> None:
    joined = shortened(join_scripts("js/page.js", HOUSE.__getitem__))
    assert run(joined).splitlines() == ["<bell>", "<hello> 7 https://example.org/* true a // b <`>"]
    assert joined.count("ring=") == 1 and "comment with" not in joined and "import" not in joined


@pytest.mark.parametrize(
    ("module", "said"),
    [
        ('import { ring as bell } from "./lib/ring.js"\n', "under another name"),
        ('import * as ring from "./lib/ring.js"\n', "import * as ring"),
        ('import ring from "./lib/ring.js"\n', "import ring"),
        ("export default 7\n", "export default"),
        ('export * from "./lib/ring.js"\n', "export *"),
        ("const a = 7\nexport { a }\n", "export { a }"),
        ('import { ring } from "./lib/ring.js"\nconst hold = 3\n', "both declare hold"),
    ],
)
def test_what_cannot_be_joined_rightly_is_refused(module: str, said: str) -> None:
    with pytest.raises(ValueError) as refused:
        join_scripts("js/page.js", {**HOUSE, "js/page.js": module}.__getitem__)
    assert said in str(refused.value)


def test_a_small_script_is_served_only_for_the_sources_it_was_made_of() -> None:
    script = "const long = 1\n// said\nconsole.log(long)\n"
    assert shortened(script, f"{made_of(script)}\nsmall") == "small"
    assert shortened(script, f"{made_of(script + ' ')}\nsmall") == "const long=1\nconsole.log(long)"


def test_modules_that_need_each_other_come_once() -> None:
    both = {
        "a.js": 'import { b } from "./b.js"\nexport function a() { return 1 }\nconsole.log(b())\n',
        "b.js": 'import { a } from "./a.js"\nexport function b() { return a() + 1 }\n',
    }
    assert run(join_scripts("a.js", both.__getitem__)) == "2\n"


def test_style_sheets_keep_their_order_and_lose_their_comments() -> None:
    sheets = {"a.css": "/* first */\np { color: red }\n", "b.css": "p {\n  margin: 0 auto;\n}\n"}
    assert join_styles(["a.css", "b.css"], sheets.__getitem__) == "p{color:red}p{margin:0 auto}"


def test_a_space_that_means_something_stays() -> None:
    sheet = """@layer pages {
      .answers :is(b, small) > i:not(.x) + p { content: "a  /* no comment */ ;  b" }
      @media (min-width: 40rem) and (hover) { a :hover { width: calc(1px + 2em) } }
    }"""
    assert join_styles(["a.css"], {"a.css": sheet}.__getitem__) == (
        '@layer pages{.answers :is(b,small) > i:not(.x) + p{content:"a  /* no comment */ ;  b"}'
        "@media (min-width:40rem) and (hover){a :hover{width:calc(1px + 2em)}}}"
    )


@pytest.mark.parametrize("name", JOINED)
def test_each_joined_file_can_be_made(name: str) -> None:
    assets = Assets()
    made = assets.read(name)
    parts = [(STATIC / part).stat().st_size for part in JOINED[name]]
    assert made and assets.read(name) is made
    if name.endswith(".js"):
        assert subprocess.run(["node", "--check", "--input-type=module", "-"], input=made).returncode == 0
    else:
        assert sum(parts) / 3 < len(made) < sum(parts)
