"""A language's small words: articles, pronouns, prepositions, conjunctions.

They make a third to a half of any running text, and hardly occur in another language's. The lists are ours;
a language that has none here is told by its script alone.
"""

from __future__ import annotations

SMALL_WORDS = {
    "en": (
        "the of and to in is that it was for on are with as be this have from or had by not but what were "
        "we when your can there an which their if will how its who than been would you they has more about "
        "do at"
    ),
    "de": (
        "der die das und ist in zu den mit von nicht ein eine einer einem einen auf für sich dem des es "
        "auch als an werden aus er hat dass sie nach wird bei noch wie um im am über so zum zur oder aber "
        "vor durch man sind wenn kann"
    ),
    "fr": (
        "le la les de des du et est en un une que qui dans pour pas au aux ce cette il elle sur ne se plus "
        "par avec son sa ses nous vous ils mais ou où être sont ont été leur cela ces comme tout fait d l "
        "qu n c"
    ),
    "es": (
        "el la los las de del y es en un una que por con para no se su lo como más pero sus le ya o este sí "
        "porque esta entre cuando muy sin sobre también me hasta hay donde quien desde todo nos está son al "
        "ha"
    ),
    "pt": (
        "o a os as de do da dos das e é em um uma que por com para não se na no nas nos mais como mas foi "
        "ao ele seu sua ou ser quando muito há já está eu também só pelo pela até isso ela entre era depois "
        "sem são você"
    ),
    "it": (
        "il lo la i gli le di del della dei e è in un una che per con non si da su come più ma al alla sono "
        "nel nella anche se questo questa ha o ai dal cui loro essere quando tra perché delle degli l un'"
    ),
    "nl": (
        "de het een en van is in dat op te zijn met voor niet aan er om ook als dan maar bij of uit nog "
        "naar heeft hij ze deze dit door over je was worden wordt kan meer hun wat die"
    ),
    "sv": (
        "och att det är en ett som på av för med den till inte har om i så men de var från sig vi kan eller "
        "när hur ska också jag du han hon vid efter än detta finns"
    ),
    "da": (
        "og at det er en et som på af for med den til ikke har om i så men de var fra sig vi kan eller når "
        "hvor skal også jeg du han hun ved efter end dette"
    ),
    "nb": (
        "og at det er en et som på av for med den til ikke har om i så men de var fra seg vi kan eller når "
        "hvor skal også jeg du han hun ved etter enn dette"
    ),
    "fi": (
        "ja on ei se että oli hän mutta ovat kun niin myös joka kuin tai jos sen ne voi sitä mitä ole olla "
        "tämä siitä"
    ),
    "pl": (
        "i w na z do się nie to jest że o jak po ale od za co by przez dla są tego być lub czy tym może "
        "jego tak który"
    ),
    "cs": (
        "a v na se je že to z do o pro jako ale po by za si jsou které při od který nebo také jeho aby "
        "bylo není"
    ),
    "ro": (
        "și de în la cu pe un o că nu se este din care pentru mai sau ca sunt au fost prin dar al ale lui "
        "cel această"
    ),
    "hu": (
        "a az és hogy nem is egy ez meg azt csak de van volt ki ha már mint el még vagy lehet kell minden "
        "nagyon ezt"
    ),
    "tr": (
        "ve bir bu da de için ile ne o çok gibi daha en olarak var ama kadar sonra olan ya mi ki değil her "
        "şey veya"
    ),
    "id": (
        "yang dan di dari untuk dengan ini itu dalam tidak pada adalah ke akan juga oleh atau sebagai ada "
        "bisa lebih mereka kita anda karena dapat"
    ),
    "vi": (
        "và của là có không được cho trong một các những này với để người đã khi từ ra như cũng về đến làm "
        "nhưng hay"
    ),
    "ca": (
        "el la els les de del i és en un una que per amb no es seu com més però o aquest aquesta són als ha "
        "també hi perquè entre quan sense sobre fins"
    ),
    "ru": (
        "и в не на что с как это по но из у за от то о для так же бы вы мы он она они его ее их к или если "
        "при до только чтобы который быть есть был этого"
    ),
    "uk": (
        "і в не на що з як це по але із у за від то про для так же б ви ми він вона вони його її їх до або "
        "якщо при тільки щоб який бути є був цього та й"
    ),
    "bg": (
        "и в не на че с как това по но от за то да се са е за или ако при до само който бъде има беше тази "
        "ще го ги"
    ),
    "sr": ("и у не на да се је са као то за од али из или ако при до само који бити има су био ова ће би"),
    "hi": ("और के है में की को से का पर यह नहीं हैं कि एक लिए भी था तो इस जो ने हो कर या वह अपने ही"),
    "mr": ("आणि आहे आहेत हे या ते की च्या मध्ये नाही एक होते तर पण किंवा असे त्या करून असून"),
    "ne": ("र छ छन् मा को का लाई यो भने पनि हो गर्न एक छैन तथा वा यस त्यो गरेको"),
    "ar": (
        "في من على أن إلى هذا هذه التي الذي لا ما كان عن مع أو كل ذلك بين قد هو هي لم ثم إن بعد عند غير حتى"
    ),
    "fa": ("و در به از که این را با است برای آن یک خود تا کرد بر هم نیز شود می های شده بود یا اما"),
    "ur": ("کے کی میں ہے اور سے کا کو پر نے کہ یہ ہیں بھی تھا ہو ایک اس جو نہیں لئے تو وہ گیا"),
}
