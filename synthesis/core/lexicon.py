"""Word lists of our own for reading abstracts: what never stands in a concept, and what never stands alone.

Gathered by hand from frequency counts over computer science abstracts: a word that mostly follows "we", "to" or "can"
is a verb, one that is everywhere ands no two papers apart is vague. Sorted, one blank between words.
"""

# Articles, pronouns, prepositions, conjunctions, auxiliaries, number words, connecting adverbs.
FUNCTION_WORDS = """
a a-priori about above according accordingly across ad-hoc additionally after afterwards again against ago ahead
al all almost alone along already also although altogether always am among amongst an and another any anyhow
anyone anything anyway apart are around as aside at away back be because been before beforehand behind being
below beneath beside besides between beyond billion both but by can cannot cf concerning consequently could
currently d dare de-facto decade decades despite did do does doing done double dozen dozens due during e.g each
eg eight either eleven else elsewhere et etc even ever every everyone everything everywhere except far fast few
fewer fifth fifty finally first firstly five for forth forty forward forwards four fourth from further
furthermore had half has have having he hence her here hereby herein hers him his hitherto how however hundred
hundreds i i.e ie if in in-place indeed instead into is it its itself just lastly later least less let lets like
ll many may maybe me meanwhile might million millions mine more moreover most much multiple must my namely need
needed needs neither never nevertheless nine no nobody none nonetheless nor not nothing now nowadays nowhere
numerous of off often on once one ones only onto onward onwards or other others otherwise ought our ours
ourselves out over owing own past per perhaps plenty quite rather re recently regarding resp respectively s same
second secondly seldom seven several shall she should since six so some somebody someone something sometime
sometimes somewhere soon still such t ten than that the their theirs them themselves then there thereafter
thereby therefore therein thereof these they third thirdly thirty this those though thousand thousands three
through throughout thus till to today together too toward towards triple twelve twenty two under unless unlike
unseen until up upfront upon us usually various ve versa versus very via vice viz vs was we well were what
whatever when whenever where whereas whereby wherein whereof wherever whether which whichever while who whoever
whom whose why will with within without would year years yet you your yours zero
"""

# Adjectives that praise, compare or point, and name nothing.
WEAK_ADJECTIVES = """
able above-mentioned acceptable accurate actual additional adequate advanced aforementioned alike alternative
apparent appropriate arbitrary available aware bad based best best-known better big bigger brand-new broad
capable careful certain challenging classic classical clear close common comparable compelling competitive
complete complex comprehensive considerable conventional core-based correct corresponding cost-effective
critical crucial current deep-seated desirable desired detailed different difficult distinct diverse due earlier
easier easy easy-to-use effective efficient elegant emerging empirical enhanced entire equal essential
ever-growing ever-increasing evident evolving exact excellent existing expected experimental explicit extended
extensive extra fair false far-reaching fast faster fastest favorable feasible final fine finer first-ever
flexible following full fundamental future general given global-scale good great greater greatest growing hard
harder helpful high higher highest honest huge ideal implicit important impossible impressive improved in-depth
in-house incorrect increased increasing indispensable individual inefficient inferior inherent initial
innovative insightful inspired intensive interested interesting intrinsic intuitive joint-venture key known
large larger largest last later latest like-minded likely limited long long-standing longer low lower lowest
main major many massive maximal maximum meaningful mere minimal minimum minor modern motivated mutual naive
natural-looking necessary needed new next nice non-trivial nontrivial notable novel obtained obvious ongoing
open-ended opposite ordinary original out-of-the-box outstanding overall partial particular pertinent plausible
popular possible powerful practical preceding precise preliminary present previous prior profound promising
proper proposed pure quick radical rapid rare rational raw ready real realistic reasonable recent reduced
related relevant reliable remaining remarkable renowned required respective responsible resulting rich rigorous
robust rough said same satisfactory sensible separate serious severe sheer short shorter significant similar
simple simpler simplest single slow slower small smaller smallest so-called so-far solid sound specific standard
state-of-the-art straightforward strong stronger subject subsequent substantial subtle sufficient suitable
superior systematic tangible technical tedious theoretical thorough tight top total traditional tremendous true
typical unable underlying unexpected unified-view unique unknown unlikely unprecedented unwanted up-to-date
useful user-defined user-friendly usual valid various vast versatile viable vital vivid weak weaker well-defined
well-established well-known well-suited whole wide wide-ranging wider worse worst
"""

# Verbs of reporting and doing, base form; their regular forms are made from these.
VERBS = """
accelerate accept accommodate accompany accomplish account achieve acquire act adapt add address adjust admit
adopt affect aid aim alleviate allocate allow alter analyse analyze answer appear apply appreciate argue arise
arrive ask assess assign assist associate assume assure attain attempt attract augment avoid be bear become
begin behave believe belong benefit boost bound break bring build calculate capture care carry cast cause
characterise characterize choose cite claim clarify classify cluster-up collect combine come communicate compare
compensate compete complement complete comply compress comprise compute conceive concern conclude conduct
confirm connect consider consist constitute constrain construct consume contain continue contrast contribute
convert cooperate cope correlate correspond cover create deal decide decompose decrease deem define deliver
demand demonstrate denote depend deploy derive describe deserve design desire detail detect determine develop
devise differ discover discuss distinguish draw drive ease elaborate eliminate embody emerge emphasise emphasize
employ enable encompass encounter encourage endow enforce engage enhance enjoy enlarge enlighten enrich ensure
entail enumerate envision equate equip establish estimate evaluate evidence evolve exacerbate examine exceed
execute exemplify exhibit exist expand expect expedite experience explain exploit explore expose express extend
extract face facilitate fail fall feature feed fill find fit focus follow forbid force form formalise formalize
formulate foster fulfill gain gather generalise generalize generate get give go govern grasp grow guarantee
guess guide hamper handle happen harness help hide highlight hinder hold hope host hypothesize identify ignore
illustrate imagine impact implement imply impose improve incentivize include incorporate increase incur indicate
infer influence inform inherit inspire instantiate integrate intend interact interest intertwine introduce
investigate invoke involve isolate justify keep know lack last lead learn leave lend leverage lie look lose
maintain make manage manipulate match maximise maximize mean measure meet mention merge mimic minimise minimize
mitigate modify motivate move necessitate need neglect notice observe obtain obviate occur offer operate
optimise optimize orchestrate order outline outperform outweigh overcome overlook oversee overview owe
participate pave perform permit pertain pinpoint play populate pose possess predict prefer prepare prescribe
present preserve presuppose prevent proceed produce progress prohibit promise promote propose protect prove
provide publish put quantify raise reach realise realize recall receive recognise recognize recommend
reconstruct record recover reduce refer refine reflect regard relate relax rely remain remark remedy remove
render repeat replace report represent require resolve resort respect respond restrict result retain retrieve
return reveal review revisit revolve rewrite rival run satisfy save say see seek seem select send separate serve
set shed show showcase simplify simulate solve speak specify speed spend stand start state stem stipulate
streamline strengthen strive struggle study substantiate substitute suffer suggest suit summarise summarize
supplement support suppose surpass surround survey sustain synthesize tabulate tackle tailor take target tell
tend think transform treat trigger try turn uncover undergo underlie underline underpin understand undertake
unify unlock unveil update use utilise utilize validate vary verify view visit visualise visualize want warrant
weaken wish witness work write yield
"""

# Forms of such verbs that no rule makes.
IRREGULAR_FORMS = """
became begun bore borne broke broken brought built came caught chose chosen drawn drew driven drove fallen fed
fell felt fought found gave given gone got gotten grew grown held hid hidden kept knew known laid lain led left
lent lost made meant met paid proven put ran read said sat saw seen sent shown slept sold spent spoken stood
stuck taken taught thought told took understanding understood went withdrawn won written wrote yielded
"""

# Forms of these verbs that name things in computer science, so they may stand in a concept.
NOUN_FORMS = """
accelerated account accounting accounts address addresses answering associated augmented automated balancing
benefit benefits bounded building buildings caching centralized charging checking claim claims classified
clustering coding collected combined compress compressed compressing computed computing concern concerns
connected constrained contrast correlated coupled debugging decentralized decoding decomposed decrease demand
demands deployed design designs detailed detected developing display distributed draw drawing embedded embedding
embeddings encoding encrypted engineering estimate estimates experience experiences extended feature features
federated feed feeds filtering fit focus force forces form forms forwarding generalized guarantee guarantees
guide guided guides hashing hidden host hosts impact increase increases influence integrated integrating
interest interests isolated knowing lack leading learned learning learnt lost mapping matched matching measure
measured measures merge mining mixed modeling modelling monitoring need networking notice offer offloading
optimized order orders outline partitioning performing pipelining planning predicted pricing processing
programming progress protected provisioning pruning published ranking reasoning recommended reconstructed record
recording records reduced rendered rendering replicated report reports respect restricted result results return
returns review reviews rewriting routing run runs sampling scaling scheduling searching selected sensing
separated service set sets setting settings shared sharing simulated sparse speed spiking start state states
stored streaming streams structured studies study supervised support supports survey surveys switching
synthesized target targets test testing tests timing tracking trained training transform transformed transforms
tuning turn unified unsupervised update updates view views visited weighted work works write writes writing
"""

# Nouns of any paper whatever: a concept never ends in one and is never made of them alone.
VAGUE_NOUNS = """
ability abstract accordance account accounts achievement action activity addition address advance advances
advantage advantages advent aim alternative amount analyses analysis answer answers applicability application
applications approach approaches area areas art artefact artefacts article aspect aspects assumption attempt
attention attribute author authors average background baseline baselines basis behavior behaviour behaviours
benefit benefits body bottleneck bottlenecks capabilities capability case cases cause certificate certificates
challenge challenges chance change changes characteristic characteristics choice claim class classes combination
comparison component components concept concepts concern conclusion condition conditions consequence
consideration constant construction context contrast contribution contributions core correctness correlation
cost costs course criteria criterion day days decision decrease definition degree demand description design
designs detail details development developments difference differences difficulty direction directions
discussion drawback effect effectiveness effects efficiency effort efforts element elements end environment
environments evaluation evaluations evidence example examples execution experience experiment experimental
experiments expert explosion extent face fact factor factors fashion feasibility feature features field fields
figure finding findings focus fold form forms formulation foundation function functionality functions future
gain gains gap gaps goal goals group groups growth guarantee guarantees guideline hand hour hours idea ideas
impact implementation implementations implication importance improvement improvements increase increases
influence information input inputs insight insights instance instances interest interests introduction
investigation issue issues item items kind kinds knowledge lack length level levels life limit limitation
limitations limits line lines literature loss lot majority manner manners matter means measure measurement
measurements measures mechanism mechanisms membership method methodologies methodology methods metric metrics
minority minute minutes mode modes motivation name nature need needs none notion number numbers object objective
objectives objects observation observations operation operations opportunity option options oracle order outcome
outcomes output outputs overview pair paper papers parameter parameters part parts people performance person
perspective perspectives phase phases phenomenon piece place point points position possibility potential
practice practices precision presence principle principles prior priori problem problems procedure procedures
process processes progress project projects proof properties property proposal purpose purposes quality question
questions range rate rates reader readers reason reasons regard relation relations relationship release report
reports requirement requirements research researcher researchers respect result results return reuse review role
roles rule rules run runs scenario scenarios scheme schemes scope section separation series set sets setting
settings setup shape side sides significance situation situations size sizes skill skills solution solutions
stage stages start state statement states step steps strategies strategy strength structure structures studies
study subject success sum support survey surveys system systems target targets task tasks technique techniques
technologies technology term terms test tests theory thing things thought time times title today tool tools top
topic topics total trade-off trade-offs tradeoff treatment trend trends turn type types understanding unit usage
use user users utility validation value values variable variables variant variants variation variations variety
version versions view views volume way ways weakness week work works world year years
"""

# Words of the field too wide to stand alone; in company they are welcome.
PLAIN_WORDS = """
academic acceleration accelerator accelerators access accuracy adaptive age agent agents ages algebra algorithm
algorithms allocation altitude analog antenna antennas architecture architectures assignment association
asynchronous attack attacks automated automatic autonomous bandwidth battery benchmark benchmarks bit block
boolean bound bounds buffer buffers business c c++ capacity categories category cell cells channel channels
circuit cities citizen city classification classifier classifiers client clients clinical cloud cluster clusters
code codes coding cognitive collaborative collection color colors commercial communication communications
community compact companies company complexity component components compression computation computational
computations compute computer computers computing conjecture connection connections constraint constraints
consumer consumers content continuous control cooperative core cores cost countries country cpu curve curves
customer customers cyber data database databases dataset datasets decomposition deep delay dense dependency
deployment depth detection detector detectors deterministic device devices digit digital digits discrete disease
distance distributed distributed-memory distribution doctor document documents domain domains drift dynamic
dynamics ecosystem edge educational embedded embedding embeddings employee end-to-end energy engine engineering
equation equations error errors estimate estimation estimator estimators event events execution exponential
expression extension extensions failure failures family feature feedback field file files filter finite flips
flow force forces formal formula formulas frame framework frameworks function game games general-purpose
generalization generation global government gradient graph graphs grid hardware heterogeneous hierarchical
high-performance homogeneous horizon host human humans hybrid hypotheses hypothesis i image images individual
individuals industrial industry inequality inference infrastructure initial instruction instrument integration
intelligence intelligent interaction interactions interactive interface interfaces interference internet
interpretation iteration iterations java-based joint joints jump jumps keyspace label labels language languages
large-scale latency layer layers learner learners learning lemma letter letters libraries library line linear
lines load local localization location log logic low-cost machine machines management manipulation manual map
maps market markets matching mathematical matrix medical memory message messages mobile mode model modeling
modelling models module modules motion natural navigation network networks neural neuron neurons node nodes
noise nonlinear nonparametric norm norms numerical o offline online open-source operation operations operator
operators optimal optimization oracle organization organizations overhead packet packets parallel parallelism
parametric path paths patient patients pattern patterns perception period physical picture pictures pipeline
planning platform platforms player players policies policy polynomial polynomials popularity population
populations power prediction price prices privacy private probabilistic probability processing processor
processors product production program programmer programmers programming programs proof proofs protection
protocol protocols public quantity quantum queries query random rank ranks real-time reality receiver receivers
recognition recommender reduction region regions regression relay relevance remote report representation
representations request requests resolution resource resources response retail retrieval rigid risk robot robots
robust robustness round routine routines run-time runtime rural safety sample samples scalability scalable scale
scan school scientific search secret secure security selection semantic semantics sender sensitive sensor
sensors sequence sequences server servers service services session shape shapes signal signals simulated
simulation simulations skills slot slots smart smoothing social soft software sound source sources space spaces
sparse spatial specification specifications speech speed speedup stability standard state-space static
statistical stochastic storage store stream streams string student students surface symbol symbols
synchronization syntax system systems task tasks team teams temporal testing text theorem theorems threat
threats throughput token tokens tool toolbox tools topology tracking traffic traffic-light train training
transfer transition transitions translation transmission transmitter transmitters tree trees trust tuning
uncertainties uncertainty update updates urban vector vectors velocity verification vertex vertices video
virtual visual visualisation visualization voice web weight weights wireless word words worker workers workflow
workflows workload workloads workspace
"""

# Words in -ing that name a thing; every other one is taken for a verb.
NOUN_GERUNDS = """
accounting advertising backtracking bagging banking bargaining beamforming benchmarking bidding bind binding
blogging boosting branching broadcasting browsing building caching charging clustering coding coloring colouring
computing covering crowdsourcing debugging decoding denoising driving eavesdropping embedding encoding
engineering fading filtering fingerprinting flooding forwarding fuzzing gambling gaming handwriting hashing
hearing housing imaging indexing inlining inpainting jamming jumping king learning lighting listening locking
logging machining manufacturing mapping marketing masking matching meeting meshing messaging metering mining
modeling modelling monitoring multicasting multiplexing multitasking multithreading networking nursing
offloading outsourcing packing parking parsing partitioning patching phishing pipelining pitching planning
polling pooling precoding prefetching pricing printing processing profiling programming provisioning pruning
quantum-computing queueing queuing ranking reasoning refactoring rendering rewriting ring roaming routing
sampling scaling scheduling screening sensing sentencing sequencing serving shading sharing shopping signaling
signalling sketching smoothing sorting spelling spiking splitting spoofing spring steering storytelling
streaming string subtyping surfing swapping switching tagging teaching testing threading tiling timing tracing
tracking trading training tuning tunneling turing typing understanding unrolling upscaling voting warping
watermarking weaving wing writing
"""

# Nouns whose ending looks like that of an adjective or a participle.
NOUNS_LIKE_ADJECTIVES = """
accident adversary agent alignment alternative animal antenna approval archive argument arithmetic arrival
assessment assistant bar basic bed binary boundary breed bus cable calendar capital car cellular census
characteristic client clinic clique comment component consensus constant content corpus credential critic
crystal current deployment derivative determinant dial diary dictionary differential disable document drive
element embed embodiment enrichment environment epidemic equipment ethic event executable experiment exponential
fabric feed focus genus glossary gradient grammar heuristic hive hospital incident initiative instrument
integral interval invariant investment itinerary journal library locomotive logic magic manifold manual material
merchant metal metric mineral moment movement music narrative need newsfeed objective pandemic parent
participant patient perspective pillar placement plant plastic polynomial portal potential present principal
proposal protocol public radar reed removal replacement retrieval rubric salary scalar seed segment seminar
sensitive signal similar sinusoidal sonar speed spreadsheet star statistic status student summary survival table
technique tenant terminal testbed topic torrent traffic treatment trial tutorial variable variant virus
vocabulary wearable
"""

# Names that keep their capital even where only a title in capitals shows them.
PROPER_NAMES = """
API APIs Africa African Amazon American Android Apple Arabic Asia Baidu Bayes Bayesian Bernoulli Bluetooth
Boltzmann Boolean Byzantine CIFAR CNN CNNs CPU CPUs CUDA Caffe China Chinese Coq DNN DNNs Delaunay Dirichlet
Docker English Erlang Ethernet Euclidean Europe European FPGA FPGAs Facebook Flink Fortran Fourier French GPU
GPUs Gauss Gaussian German Google HPC Hadoop Hamiltonian Hamming Haskell Hebbian Hilbert Hopfield Huffman
ImageNet India Indian Intel IoT Isabelle Ising Japanese Java JavaScript Kafka Kalman Keras Kubernetes Lagrangian
Laplace Laplacian Linux Lipschitz MATLAB MNIST MPI Markov Microsoft NLP NVIDIA Nash Newton OpenCL Pareto Petri
Poisson Prolog PyTorch Python RNN RNNs ROS Riemannian SNN SNNs SQL Scala Schur Shannon Spanish Spark Stackelberg
TensorFlow Turing Twitter Unix Voronoi Wasserstein WiFi Wikipedia Windows ZigBee iOS
"""
