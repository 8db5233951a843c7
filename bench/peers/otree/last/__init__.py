from otree.api import *


class C(BaseConstants):
    NAME_IN_URL = "last"
    PLAYERS_PER_GROUP = None
    NUM_ROUNDS = 1


class Subsession(BaseSubsession):
    pass


class Group(BaseGroup):
    pass


YES_NO = ["ja", "nej"]
ALL = ["alla", "de_flesta", "nagra", "nej"]
GRADE = ["helt", "till_stor_del", "delvis", "lite", "inte_alls"]


def names(start, count):
    return ["%s%02d" % (start, i) for i in range(1, count + 1)]


class Player(BasePlayer):
    for name in names("a1_", 25) + names("d1_", 25):
        locals()[name] = models.StringField(choices=YES_NO, widget=widgets.RadioSelect)
    for name in names("a1a_", 25):
        locals()[name] = models.StringField(choices=ALL, widget=widgets.RadioSelect)
    for name in names("b1_", 50):
        locals()[name] = models.IntegerField(min=0, max=99999)
    for name in names("c1_", 50):
        locals()[name] = models.StringField(choices=GRADE, widget=widgets.RadioSelect)
    for name in names("d1a_", 25):
        locals()[name] = models.StringField()
    for name in names("e1_", 25):
        locals()[name] = models.FloatField(min=0, max=9998.99)
    for name in names("e1a_", 25):
        locals()[name] = models.LongStringField()
    del name


def page(fields):
    return dict(form_model="player", form_fields=fields, template_name="last/Page.html")


A = type("A", (Page,), page(names("a1_", 25) + names("a1a_", 25)))
B = type("B", (Page,), page(names("b1_", 50)))
D = type("D", (Page,), page(names("d1_", 25) + names("d1a_", 25)))
E = type("E", (Page,), page(names("e1_", 25) + names("e1a_", 25)))
C1 = type("C1", (Page,), page(names("c1_", 50)))


class End(Page):
    template_name = "last/End.html"


page_sequence = [A, B, C1, D, E, End]
