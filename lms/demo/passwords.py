"""The password of the people who can be signed in as."""

from django.utils.crypto import salted_hmac

# Short, plain and easy to tell apart on the telephone.
WORDS = (
    "amber", "anchor", "apple", "autumn", "badger", "basket", "beacon", "bicycle", "biscuit", "blanket", "bridge",
    "butter", "button", "candle", "carpet", "castle", "cedar", "cherry", "chimney", "clover", "copper", "cotton",
    "cricket", "daisy", "dolphin", "dragon", "eagle", "engine", "falcon", "feather", "ferry", "forest", "garden",
    "ginger", "harbour", "hazel", "heather", "honey", "island", "ivory", "jacket", "juniper", "kettle", "ladder",
    "lantern", "lavender", "lemon", "magnet", "maple", "marble", "meadow", "mirror", "mustard", "needle", "nutmeg",
    "olive", "orchard", "otter", "paddle", "parcel", "pebble", "pepper", "pigeon", "planet",
)  # fmt: skip


def demo_password(seed: int) -> str:
    """Five words that this installation's own secret key draws: the same whenever they are printed again, others on
    any other installation. Thirty bits; sign-in slows guessing down."""
    drawn = salted_hmac("lms.demo.password", str(seed), algorithm="sha256").digest()
    return "-".join(WORDS[byte % len(WORDS)] for byte in drawn[:5])
