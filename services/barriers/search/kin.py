"""Words that mean nearly the same where councils speak of barriers, in English and in Welsh.

What is typed in other words, or in the other language, meets a barrier by its notions. Add a word
where people miss a barrier for the want of it; leave out what means several things.
"""

from services.barriers.search.words import Word, known

NOTIONS = """
    share shared sharing exchange disclose disclosure tell rhannu cyfnewid datgelu;
    data information record records register dataset figures gwybodaeth cofnod cofnodion
        ddata;
    resident residents household households people citizen citizens families family person
        trigolion preswylwyr teulu teuluoedd pobl;
    patient patients ward discharge discharged hospital hospitals claf cleifion ysbyty ysbytai
        rhyddhau;
    health nhs gp doctor doctors surgery surgeries medical clinical iechyd meddyg meddygon
        meddygfa gig;
    social care carer carers cymdeithasol gofal gofalwr gofalwyr;
    address addresses whereabouts cyfeiriad cyfeiriadau;
    consent permission agreement caniatad cydsyniad cytundeb;
    privacy gdpr dpia confidentiality preifatrwydd cyfrinachedd;
    newspaper newspapers press paper printed print papur papurau argraffu printiedig;
    notice notices advertise advertisement advert advertising hysbysiad hysbysiadau hysbyseb
        hysbysebu;
    publish published publication cyhoeddi;
    law legal act statute statutory legislation regulation regulations lawful cyfraith deddf
        deddfwriaeth statudol rheoliad rheoliadau gyfreithiol;
    forbid forbidden prohibited banned illegal unlawful allowed permitted gwahardd
        anghyfreithlon;
    lawyer lawyers solicitor solicitors counsel cyfreithiwr cyfreithwyr;
    rule rules framework constitution governance rheol rheolau cyfansoddiad fframwaith;
    government department ministry minister ministers whitehall national nationally
        llywodraeth adran gweinidog gweinidogion;
    money fund funds funding funded grant grants budget pot pots cash arian cyllid cyllido
        grantiau cyllideb;
    short temporary annual yearly twelve byr fyrdymor blwyddyn blynyddol;
    competition competitive compete bid bids bidding application applications cystadlu
        cystadleuaeth cystadleuol cais ceisiadau;
    cost costs price expensive dear charge charges fee fees pay ddrud costau pris ffi ffioedd
        tal taliadau;
    saving savings save benefit benefits gain gains arbed arbedion budd buddion;
    prevent prevention preventive early atal ataliol;
    buy buying purchase purchasing procure procurement tender tenders tendering commissioning
        caffael prynu tendr tendrau;
    supplier suppliers vendor vendors contractor contractors provider company companies firm
        firms sme smes cyflenwr cyflenwyr cwmni cwmniau busnes busnesau;
    contract contracts deal document documents contractau cytundebau;
    small smaller little start bach bychan;
    system systems software application platform program ict technology systemau meddalwedd
        technoleg;
    old legacy outdated ageing obsolete hen;
    interface interfaces api apis integration connect connected joined talk rhyngwyneb
        cysylltu integreiddio;
    copy copied rekey rekeyed retype typed type again manual manually hand copio ailgopio
        teipio llaw;
    locked lock stuck exit leave replace replaced replacement disodli;
    house houses housing home homes dwelling dwellings tenancy tenant tenants tai ty cartref
        cartrefi tenantiaid tenantiaeth;
    build built building construct construction development adeiladu datblygu;
    planning planner planners planned cynllunio cynlluniwr cynllunwyr;
    grid electricity network power energy capacity trydan rhwydwaith ynni;
    queue queues wait waits waiting delay delays delayed late slow slowly held ciw aros oedi
        hwyr araf;
    river catchment water phosphate phosphates nutrient nutrients nitrate afon dwr dalgylch;
    recruit recruitment vacancy vacancies post posts unfilled hire recriwtio swydd swyddi
        gwag;
    staff officer officers employee employees worker workers team colleague colleagues swyddog
        swyddogion gweithiwr gweithwyr;
    skill skills expertise training trained sgil sgiliau hyfforddiant;
    analyst analysts analysis insight insights dadansoddwr dadansoddwyr dadansoddi;
    agile experiment experiments iterative pilot pilots trial trials peilot arbrofi;
    manager managers board leadership rheolwr rheolwyr bwrdd;
    sign signed signing signature signatures ink seal esigning llofnod llofnodi;
    electronic digital online internet web remote remotely virtual hybrid digidol rhyngrwyd;
    meeting meetings committee committees attend attended person event events cyfarfod
        cyfarfodydd pwyllgor digwyddiad;
    member members councillor councillors cynghorydd cynghorwyr aelod aelodau;
    vote votes voting pleidlais pleidleisio;
    parking traffic penalty penalties fine fines enforcement parcio traffig cosb dirwy;
    licence licences licensing license licensed pub pubs club clubs trwydded trwyddedu tafarn;
    sale sales receipts sold sell gwerthu gwerthiant;
    land site sites tir safle safleoedd;
    police force constabulary heddlu;
    boundary boundaries footprint footprints ffin ffiniau;
    jobcentre dwp coach coaches employment unemployed gwaith cyflogaeth;
    course courses programme training class classes cwrs cyrsiau rhaglen;
    school schools academy academies pupil pupils education ysgol ysgolion disgybl disgyblion
        addysg;
    absence absent attendance missing miss absenoldeb presenoldeb;
    child children kids young youth plentyn plant ifanc ieuenctid;
    older elderly pensioner pensioners henoed hyn;
    consultation consultations consult survey surveys engagement views ymgynghori ymgynghoriad
        arolwg;
    participate participation part involve involved voices cyfranogi rhan;
    reorganisation reorganization restructure merger merge merging vesting unitary successor
        predecessor joining uno aildrefnu;
    finance financial ledger ledgers accounts accounting cyfrifon ariannol;
    heat heating gwres gwresogi;
    pipe pipes pipeline pibell pibellau;
    broadband fibre telecoms band eang ffeibr;
    pavement pavements footway footways street road roads highway highways palmant ffordd
        ffyrdd;
    electoral voters electors elections etholiadol etholwyr;
    fraud fraudulent twyll;
    poverty poor struggle struggles deprivation hardship tlodi tlawd;
    vehicle vehicles truck trucks lorry lorries cerbyd cerbydau;
    waste refuse rubbish recycling gwastraff ailgylchu;
    cloud hosting consumption cwmwl;
    inspect inspection inspectorate inspector ofsted estyn cqc arolygu arolygiaeth;
    approve approved approval register registered registration cymeradwyo cofrestru;
    far away distance distant pell;
    owner owners landlord landlords perchennog perchnogion;
    empty vacant vacancy unoccupied gwag;
    shop shops store retail town centre siop siopau;
    abroad overseas foreign tramor;
    ai artificial intelligence automation automated algorithm deallusrwydd awtomeiddio;
    fear afraid scared risk averse ofn risg;
    homeless homelessness accommodation hotel hotels digartref digartrefedd llety;
    subsidy rate rates recover reimburse cymhorthdal cyfradd;
    english translation translate translator translators interpreter cyfieithu cyfieithydd
        cyfieithwyr cyfieithiad;
    welsh cymraeg gymraeg;
    rural countryside gwledig;
    complex complicated complexity bureaucracy paperwork cymhleth cymhlethdod biwrocratiaeth;
    result results outcome outcomes evidence proven canlyniad canlyniadau tystiolaeth;
    refer refers referral referrals cyfeirio atgyfeirio;
    same identical duplicate twice un ailadrodd;
    fixed frozen capped freeze sefydlog rhewi;
    target targets goal objective targed targedau;
    solar photovoltaic panels panel paneli;
    resign quit left leave leaves leaving lose losing gadael colli;
    difficult hard impossible anodd amhosibl;
    foster fostering fostered kinship adoption adopted maethu mabwysiadu;
    agency agencies asiantaeth asiantaethau;
    allowance allowances payment payments paid wage wages salary salaries payroll cyflog
        cyflogau lwfans;
    ambulance ambulances paramedic paramedics ambiwlans parafeddyg;
    fall falls fallen cwympo cwymp;
    sheltered warden wardens supported lloches;
    camera cameras cctv anpr surveillance camerau gwyliadwriaeth;
    court courts magistrate magistrates tribunal warrant judge llys ynad barnwr;
    dump dumps dumped dumping tipping litter sbwriel tipio;
    lift lifts elevator elevators lifft lifftiau;
    tower block blocks flat flats apartment apartments rise twr fflat fflatiau;
    repair repairs mend mended maintain maintenance fix atgyweirio trwsio;
    bus buses coach transport transit route routes bws bysiau trafnidiaeth;
    private commercial operator operators franchise preifat masnachol;
    trust trusted distrust mistrust believe credible ymddiried hyder;
    report reports dashboard dashboards statistic statistics adroddiad adroddiadau ystadegau;
    aid assistance help helping grant cymorth;
    village villages parish parishes hamlet pentref pentrefi plwyf;
    casual sessional hourly freelance achlysurol;
    flood floods flooding flooded llifogydd gorlifo;
    map maps mapping mapiau;
    insurance insurer insurers insured cover yswiriant yswirwyr;
    defence defences defend defended wall protect protection amddiffyn;
    apprentice apprentices apprenticeship apprenticeships levy prentis prentisiaeth
        prentisiaethau ardoll;
    deaf bsl interpreter interpreters translator translators hearing byddar;
    disabled disability accessible accessibility wheelchair anabl anabledd hygyrch;
    urgent crisis emergency brys argyfwng;
    trustee trustees volunteer volunteers voluntary charity charities gwirfoddol gwirfoddolwyr
        elusen elusennau;
    hall halls centre centres neuadd neuaddau canolfan canolfannau;
    liable liability sue sued responsible responsibility atebol atebolrwydd cyfrifol;
    birth births death deaths registrar registrars genedigaeth marwolaeth cofrestrydd;
    wind turbine turbines gwynt tyrbin tyrbinau;
    refuse refused refuses reject rejected object objection objections oppose gwrthod
        gwrthwynebu;
    army military mod byddin milwrol;
    visitor visitors tourist tourists tourism ymwelydd ymwelwyr twristiaid twristiaeth;
    population inhabitants poblogaeth;
    formula allocation settlement fformiwla setliad;
    parent parents mother father rhiant rhieni;
    drug drugs alcohol addiction cyffuriau;
    mental wellbeing depression anxiety meddwl lles;
    crime crimes offence offences antisocial behaviour trosedd troseddau ymddygiad;
    debt debts arrears owed owe dyled dyledion;
    rent rents rented letting lettings rhent rhentu;
    asylum refugee refugees migrant migrants ffoaduriaid ceiswyr;
    carbon emission emissions climate decarbonise hinsawdd allyriadau;
    charging charger chargers plug gwefru;
    tree trees woodland coeden coed coedwig;
    park parks garden gardens parc parciau;
    library libraries llyfrgell llyfrgelloedd;
    leisure gym pool swimming sport hamdden nofio;
    museum museums archive heritage amgueddfa treftadaeth;
    tax taxes taxation vat treth trethi;
    audit auditor auditors audited archwilio archwilydd;
    pension pensions retire retirement pensiwn pensiynau;
    password login authentication identity cyfrinair hunaniaeth;
    cyber security attack hacked ransomware seiber diogelwch;
    email emails letter letters mail ebost llythyr llythyrau;
    phone telephone call calls ring ffon galwad galwadau;
    website portal page pages gwefan porth;
    form forms questionnaire ffurflen ffurflenni;
    deadline deadlines timetable timescale schedule terfyn amserlen;
    decide decides decision decisions penderfynu penderfyniad;
    partner partners partnership partnerships partneriaid partneriaeth partneriaethau;
    standard standards specification safon safonau;
    evaluate evaluation measure measured measuring metrics gwerthuso mesur;
    assess assessment assessments review appraisal asesu asesiad adolygiad;
    withdraw withdrawn cancel cancelled stopped closed closure closing cau canslo;
    cut cuts reduce reduced reduction torri toriadau lleihau;
    nursery nurseries childcare preschool meithrin meithrinfa;
    special send ehcp additional anghenion ychwanegol;
    road bridge bridges pothole potholes resurfacing pont pontydd;
    bin bins collection collections kerbside biniau casglu;
    food meal meals canteen diet bwyd prydau;
    animal animals dog dogs pet anifail anifeiliaid ci cwn;
    dentist dentists dental pharmacy optician deintydd fferyllfa;
    nurse nurses nursing visitor midwife nyrs nyrsys;
    care residential nursing placement placements lleoliad;
    prison probation offender offenders carchar;
    business enterprise startup trader traders employer employers cyflogwr masnachwyr;
    investment invest investor borrowing loan loans buddsoddi benthyg;
    ownership asset assets property building buildings eiddo asedau adeilad adeiladau;
    church chapel burial cemetery cemeteries eglwys capel mynwent;
    beach coast coastal sea harbour traeth arfordir harbwr;
    farm farms farmer farmers agricultural fferm ffermydd ffermwyr;
    toilet toilets washroom toiledau;
    wifi signal coverage mobile reception
"""


def by_key() -> dict[str, tuple[str, ...]]:
    """The notions of each key: their numbers, as terms."""
    found: dict[str, list[str]] = {}
    for number, notion in enumerate(NOTIONS.split(";")):
        for written in notion.split():
            word = known(written)
            if word:
                for key in keys(word):
                    found.setdefault(key, []).append(f"n{number}")
    return {key: tuple(dict.fromkeys(numbers)) for key, numbers in found.items()}


def keys(word: Word) -> tuple[str, ...]:
    """A short root is too often that of another word."""
    return (word.stem, f"={word.root}") if word.root and len(word.root) > 4 else (word.stem,)


BY_KEY = by_key()


def notions(word: Word) -> tuple[str, ...]:
    """Those that a word stands for, few or none."""
    return tuple(dict.fromkeys(n for key in keys(word) for n in BY_KEY.get(key, ())))
