"""Words that nearly every text has, in English and in Welsh, without accents."""

ENGLISH = """
    a about after again all also always am an and any are as at be because been before being but
    by came can cannot come could did do does doing don done each either even ever every few for
    from get gets give go goes got had has have having he her here him his how i if in into is
    isn it its just least less like ll made make makes many may me might more most much must my
    need needs never no nobody none nor not now of off on once one only or other others our ours
    out over own per put rather re said same say says she should since so some such than that
    the their them then there these they this those through to too two under until up upon us
    used very want wants was wasn way we were what when where whether which while who whole whom
    whose why will with without won would ve yet you your aren aint cant couldn didn doesn dont
    hadn hasn haven isnt shouldn weren wont wouldn council councils local authority authorities
"""

WELSH = """
    a ac acw am ambell ag ar arall at ato bob bod bo byd bydd byddai byddwn byth cael caiff can
    cyn dan ddim dim dros dwy dydy dyw dy eich ei ein er es eu eto fawr fe fel felly fod fy gael
    gall gallu gan gawn ganddynt gyda hi hon honno hwn hwnnw hyd hyn hynny hynod i iawn in le
    lle maen mae mai mewn mi mwy mwyach na nac nad nag neb nes neu ni nid nis nhw o oedd oes ond
    os pan pawb pob pwy rhag rhai rhaid roedd rydym rydyn sef sydd sy ti tra tri trwy tua un
    unrhyw wedi wrth wnaeth y ydy ydym ydynt ydyw yma yn yng ym yna yno yr yw ynddo cyngor
    gyngor nghyngor chyngor cynghorau gynghorau nghynghorau chynghorau lleol awdurdod awdurdodau
"""

# What a redaction leaves in the place of what it took.
REDACTED = "removed tynnwyd"

FILLERS = frozenset(f"{ENGLISH} {WELSH} {REDACTED}".split())
