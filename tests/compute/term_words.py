"""Words that are no key term on their own, apart from the lists of the code: what a reader strikes out."""

STOP_WORDS = """
a about above across after again against all almost along already also although always am among an and another any
are around as at away back be became because become been before being below between both but by can cannot could did
do does done down during each either else enough etc even ever every few finally first for former from further had
has have having hence her here hers him himself his how however if in indeed instead into is it its itself just last
latter least less like many may maybe me might more moreover most much must my namely near neither never next no nor
not nothing now of off often on once one only onto or other others otherwise our ours out over own per perhaps quite
rather same second several she should since so some still such than that the their theirs them then there therefore
these they third this those though through throughout thus to together too toward towards under until up upon us
various very via was we well were what when where whereas whether which while who whole whom whose why will with within
without would yet you your
"""

PRONOUNS = """
i you he she it we they me him her us them mine yours his hers ours theirs my your its our their myself yourself
himself herself itself ourselves yourselves themselves this that these those who whom whose which what one ones
somebody someone something anybody anyone anything everybody everyone everything nobody none nothing each other
"""

NUMBERS = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion once twice first second
third fourth fifth half dozen
"""

BARE_VERBS = """
achieve achieves achieved achieving address addresses addressed adopt adopts adopted allow allows allowed allowing
analyze analyzes analyzed apply applies applied applying argue argues argued arise arises assume assumes assumed avoid
avoids avoided based be become becomes begin believe choose chooses chosen combine combines combined compare compares
compared comparing compute computes computed conclude concludes consider considers considered considering consist
consists construct constructs constructed contain contains contained contribute contributes create creates created
creating decide define defines defined demonstrate demonstrates demonstrated denote denotes depend depends derive
derives derived describe describes described describing determine determines determined develop develops developed
developing discuss discusses discussed employ employs employed enable enables enabled enabling ensure ensures ensured
establish establishes established evaluate evaluates evaluated examine examines examined exhibit exhibits exist exists
explain explains explained explore explores explored extend extends extended find finds finding found follow follows
followed get gets give gives given giving go goes improve improves improved improving include includes included
including increase increases increased increasing indicate indicates indicated introduce introduces introduced
investigate investigates investigated involve involves involved is keep keeps know known lead leads led make makes made
making need needs obtain obtains obtained obtaining occur occurs offer offers offered outperform outperforms
outperformed perform performs performed present presents presented presenting prove proves proved proven propose
proposes proposed proposing provide provides provided providing reduce reduces reduced reducing remain remains report
reported represent represents represented require requires required requiring result resulted reveal reveals revealed
say says see seen seem seems show shows showed shown showing solve solves solved suggest suggests suggested take takes
taken tend tends try tries understand understands use uses used using utilize utilizes utilized verify verifies verified
was were work works yield yields yielded
"""
