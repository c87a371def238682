"""Languages in which help is offered: the name in the reader's language, and what its speakers call it themselves."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

# By ISO 639 code: the name in the reader's language and its own. A council offers a few of these, not all.
NAMES = {
    "en": (_("English"), "English"),
    "bfi": (_("British Sign Language"), "British Sign Language"),
    "am": (_("Amharic"), "አማርኛ"),
    "ar": (_("Arabic"), "العربية"),
    "bg": (_("Bulgarian"), "Български"),
    "bn": (_("Bengali"), "বাংলা"),
    "cy": (_("Welsh"), "Cymraeg"),
    "es": (_("Spanish"), "Español"),
    "fa": (_("Farsi"), "فارسی"),
    "fr": (_("French"), "Français"),
    "gu": (_("Gujarati"), "ગુજરાતી"),
    "hi": (_("Hindi"), "हिन्दी"),
    "hu": (_("Hungarian"), "Magyar"),
    "it": (_("Italian"), "Italiano"),
    "ku": (_("Kurdish"), "Kurdî"),
    "lt": (_("Lithuanian"), "Lietuvių"),
    "ml": (_("Malayalam"), "മലയാളം"),
    "ne": (_("Nepali"), "नेपाली"),
    "pa": (_("Punjabi"), "ਪੰਜਾਬੀ"),
    "pl": (_("Polish"), "Polski"),
    "ps": (_("Pashto"), "پښتو"),
    "pt": (_("Portuguese"), "Português"),
    "ro": (_("Romanian"), "Română"),
    "ru": (_("Russian"), "Русский"),
    "si": (_("Sinhala"), "සිංහල"),
    "so": (_("Somali"), "Soomaali"),
    "sq": (_("Albanian"), "Shqip"),
    "sw": (_("Swahili"), "Kiswahili"),
    "ta": (_("Tamil"), "தமிழ்"),
    "te": (_("Telugu"), "తెలుగు"),
    "ti": (_("Tigrinya"), "ትግርኛ"),
    "tr": (_("Turkish"), "Türkçe"),
    "tw": (_("Twi"), "Twi"),
    "uk": (_("Ukrainian"), "Українська"),
    "ur": (_("Urdu"), "اردو"),
    "vi": (_("Vietnamese"), "Tiếng Việt"),
    "yo": (_("Yoruba"), "Yorùbá"),
    "yue": (_("Cantonese"), "廣東話"),
    "zh": (_("Chinese"), "中文"),
}


@dataclass(frozen=True)
class Language:
    """A language: its ISO 639 code, its name in the reader's language and its own name."""

    code: str
    name: str
    own_name: str


def language(code: str) -> Language:
    """The language of a code, in the reader's words; a code that has no name here stands for itself."""
    name, own_name = NAMES.get(code) or NAMES.get(code.partition("-")[0]) or (code, code)
    return Language(code, str(name), own_name)
