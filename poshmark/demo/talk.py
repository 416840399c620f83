"""What people write under a listing."""

from typing import NamedTuple

from poshmark.demo.dice import Dice
from poshmark.demo.garments import noun
from poshmark.demo.items import Item

_PRAISE = [
    "Love this! 😍",
    "So cute!!",
    "Gorgeous {noun} 💕",
    "Obsessed with this color",
    "This is everything",
    "Great find!",
    "Beautiful closet, just followed!",
    "I have this in {colour} and it is the best",
    "Need this in my life",
    "The {colour} is perfect for fall",
    "Stunning. Hoping it is still here on payday 🤞",
    "Congrats on the host pick! 🎉",
    "I had this years ago and regret selling it",
    "Such a good price for {brand}",
    "Wow, rare to see this one",
    "My sister would love this",
    "ok this is SO good",
    "That {noun} though 🔥",
    "Dreamy!",
    "How has nobody bought this yet?",
    "Your photos are always so good",
    "I wore mine until it fell apart, grab it while you can",
    "Swooning over the {noun}",
    "{brand} never misses",
    "If only it came in my size!",
    "Thanks for the share earlier! 💛",
    "Perfect for my trip next month",
    "Saw this in store for twice the price",
    "That shade of {colour} is so hard to find",
    "Sharing to my followers!",
    "Tempted… very tempted",
    "Adding to my wish list",
]
_QUESTIONS = [
    "Hi! Is this still available?",
    "What is the pit to pit measurement?",
    "Could you measure the length please?",
    "Does this run true to size?",
    "Would you consider ${offer}?",
    "Is it a true {colour} or more muted in person?",
    "Any flaws I should know about?",
    "Can you post a photo of the label?",
    "Would you bundle this with something else from your closet?",
    "Is the fabric stretchy?",
    "How soon can you ship?",
    "Is this lined?",
    "Would a usual {size} fit, you think?",
    "Is it itchy at all? Asking for sensitive skin",
    "How tall are you, for reference?",
]
_ANSWERS = {
    "available": "@{asker} Yes it is! 😊",
    "pit to pit": '@{asker} Hi! It is {inches}" pit to pit, laid flat.',
    "length": '@{asker} {long}" from the top. Let me know if you need more!',
    "true to size": "@{asker} I would say true to size, maybe a touch roomy.",
    "consider": "@{asker} I could do a bit off, please send me an offer with the button 💛",
    "true": "@{asker} The photos are pretty accurate, I took them by a window.",
    "flaws": "@{asker} Nothing beyond what is in the photos and description!",
    "label": "@{asker} Sure, I will add one tonight.",
    "bundle": "@{asker} Of course! Add them to a bundle and I will send you a price.",
    "stretchy": "@{asker} A little give, not a lot.",
    "ship": "@{asker} Same day if you buy before noon, otherwise tomorrow morning.",
    "lined": "@{asker} Yes, lined all the way through.",
    "itchy": "@{asker} Not to me, but I would layer it to be safe.",
    "tall": "@{asker} I am 5'6\" and it hits where you would want it to.",
    "usual": "@{asker} I think so! I am usually that size too.",
}


class Said(NamedTuple):
    """A comment's words, and whether they want an answer."""

    text: str
    is_question: bool


def comment_for(dice: Dice, item: Item) -> Said:
    """A shopper's comment on this listing."""
    is_question = dice.happens(0.42)
    words = dice.choice(_QUESTIONS if is_question else _PRAISE)
    text = words.format(
        noun=noun(item.design.path),
        colour=item.design.colours[0],
        brand=item.brand or "this quality",
        size=item.size[2],
        offer=max(3, item.price_cents * dice.randint(65, 90) // 10_000),
    )
    return Said(text, is_question)


def answer_for(dice: Dice, item: Item, asker: str, question: str) -> str:
    """The seller's answer to a question of `comment_for`."""
    words = next(answer for key, answer in _ANSWERS.items() if key in question)
    return words.format(asker=asker, inches=dice.randint(16, 24), long=dice.randint(20, 48))
