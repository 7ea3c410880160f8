"""What the standard methods are, in a few sentences each and in four languages: what a new library says of them.

Written for whoever plans a dialogue and for residents alike; after domain.md 4 and the guides it names.
"""

from collections.abc import Mapping

ABOUT: Mapping[str, Mapping[str, str]] = {
    "open_house": {
        "sv": "Personal står redo på en plats dit folk ändå kommer, med bilder och modeller. Bra för att berätta. Skriv upp det besökarna säger, annars försvinner det.",  # noqa: E501
        "fi": "Henkilökunta on paikalla siellä, missä ihmiset muutenkin käyvät, kuvien ja pienoismallien kanssa. Hyvä tapa kertoa. Kirjatkaa ylös, mitä kävijät sanovat, muuten se katoaa.",  # noqa: E501
        "en": "Staff are on hand at a place people visit anyway, with pictures and models. Good for telling people things. Write down what visitors say, or it is lost.",  # noqa: E501
        "ar": "يكون الموظفون حاضرين في مكان يقصده الناس أصلاً، ومعهم صور ونماذج. طريقة جيدة للشرح. دوّنوا ما يقوله الزوار وإلا ضاع.",  # noqa: E501
    },
    "survey": {
        "sv": "Samma frågor till många, på webben och på papper. Ställ få frågor, och bara sådana som ni behöver svar på. Ingen hör vad någon annan tycker.",  # noqa: E501
        "fi": "Samat kysymykset monelle, verkossa ja paperilla. Kysykää vähän ja vain sitä, mihin tarvitsette vastauksen. Kukaan ei kuule, mitä muut ajattelevat.",  # noqa: E501
        "en": "The same questions to many people, online and on paper. Ask few questions, and only those you need answered. Nobody hears what anyone else thinks.",  # noqa: E501
        "ar": "الأسئلة نفسها لعدد كبير من الناس، على الإنترنت وعلى الورق. اطرحوا أسئلة قليلة تحتاجون فعلاً إلى إجاباتها. لا يسمع أحد رأي الآخرين.",  # noqa: E501
    },
    "panel": {
        "sv": "En grupp invånare som har sagt ja till att svara flera gånger om året. Ger jämförelser över tid. Panelen är sällan lik hela kommunen, så säg vilka som är med.",  # noqa: E501
        "fi": "Ryhmä asukkaita, jotka ovat lupautuneet vastaamaan useita kertoja vuodessa. Mahdollistaa vertailun ajan mittaan. Paneeli on harvoin koko kunnan kaltainen, joten kertokaa, keitä siinä on.",  # noqa: E501
        "en": "A group of residents who have agreed to answer several times a year. Allows comparison over time. The panel is seldom like the whole municipality, so say who is in it.",  # noqa: E501
        "ar": "مجموعة من السكان وافقت على الإجابة عدة مرات في السنة. تتيح المقارنة عبر الزمن. نادراً ما تشبه اللجنة البلدية كلها، لذا اذكروا من يشارك فيها.",  # noqa: E501
    },
    "sms_question": {
        "sv": "En enda fråga till mobilen, eller handuppräckning med knappar på ett möte. Går fort och når många. Svaret säger vad, men sällan varför.",  # noqa: E501
        "fi": "Yksi ainoa kysymys puhelimeen tai painikeäänestys kokouksessa. Nopea ja tavoittaa monta. Vastaus kertoo mitä, mutta harvoin miksi.",  # noqa: E501
        "en": "A single question to people’s phones, or a vote by button at a meeting. Quick, and reaches many. The answer says what, but seldom why.",  # noqa: E501
        "ar": "سؤال واحد إلى الهاتف أو تصويت بالأزرار في لقاء. سريع ويصل إلى كثيرين. تقول الإجابة ماذا، ونادراً ما تقول لماذا.",  # noqa: E501
    },
    "map": {
        "sv": "Deltagarna sätter ut platser på en karta och skriver vad de tycker om dem. Bra när frågan har en plats. Den som inte kan använda kartan behöver kunna skriva adressen i stället.",  # noqa: E501
        "fi": "Osallistujat merkitsevät paikkoja kartalle ja kirjoittavat, mitä niistä ajattelevat. Hyvä, kun kysymyksellä on paikka. Sen, joka ei voi käyttää karttaa, pitää voida kirjoittaa osoite.",  # noqa: E501
        "en": "People mark places on a map and write what they think of them. Good when the question has a place. Anyone who cannot use the map must be able to write the address instead.",  # noqa: E501
        "ar": "يحدد المشاركون أماكن على خريطة ويكتبون رأيهم فيها. مناسب حين يتعلق السؤال بمكان. ومن لا يستطيع استخدام الخريطة يجب أن يتمكن من كتابة العنوان.",  # noqa: E501
    },
    "focus_group": {
        "sv": "Sex till tolv personer samtalar med en samtalsledare. Håll flera grupper, gärna tidigt. Ger förståelse för varför människor tycker som de gör, inte hur många.",  # noqa: E501
        "fi": "Kuudesta kahteentoista ihmistä keskustelee vetäjän johdolla. Järjestäkää useita ryhmiä, mieluiten varhain. Auttaa ymmärtämään, miksi ihmiset ajattelevat niin kuin ajattelevat, ei kuinka moni.",  # noqa: E501
        "en": "Six to twelve people talk with a facilitator. Hold several groups, preferably early. Helps you understand why people think as they do, not how many.",  # noqa: E501
        "ar": "يتحدث ستة إلى اثني عشر شخصاً مع ميسّر. اعقدوا عدة مجموعات، ويُفضّل في وقت مبكر. تساعد على فهم لماذا يرى الناس ما يرونه، لا كم عددهم.",  # noqa: E501
    },
    "walk": {
        "sv": "Ni går tillsammans på platsen och stannar där det finns något att prata om. Bjud in omkring trettio, och skriv ner vad som sägs vid varje stopp. Tänk på dem som inte kan gå långt.",  # noqa: E501
        "fi": "Kuljette yhdessä paikalla ja pysähdytte siellä, missä on puhuttavaa. Kutsukaa noin kolmekymmentä ja kirjatkaa, mitä kullakin pysähdyksellä sanotaan. Muistakaa ne, jotka eivät voi kävellä pitkään.",  # noqa: E501
        "en": "You walk the place together and stop where there is something to talk about. Invite about thirty people, and write down what is said at each stop. Think of those who cannot walk far.",  # noqa: E501
        "ar": "تمشون معاً في المكان وتتوقفون حيث يوجد ما يُقال. ادعوا نحو ثلاثين شخصاً، ودوّنوا ما يقال في كل محطة. فكروا في من لا يستطيع المشي بعيداً.",  # noqa: E501
    },
    "meeting": {
        "sv": "En inbjudan till alla, med frågor och samtal. Små bord ger fler röster än en talarlista. Räkna hur många som kom, och skriv ner vad de sa.",  # noqa: E501
        "fi": "Kutsu kaikille, kysymyksiä ja keskustelua. Pienissä pöydissä kuuluu useampi ääni kuin puhujalistalla. Laskekaa, kuinka moni tuli, ja kirjatkaa, mitä he sanoivat.",  # noqa: E501
        "en": "An invitation to everyone, with questions and conversation. Small tables give more voices than a list of speakers. Count how many came, and write down what they said.",  # noqa: E501
        "ar": "دعوة للجميع فيها أسئلة وحديث. الطاولات الصغيرة تعطي أصواتاً أكثر من قائمة المتحدثين. احسبوا عدد الحاضرين ودوّنوا ما قالوه.",  # noqa: E501
    },
    "chat": {
        "sv": "En bestämd tid då politiker och tjänstepersoner svarar direkt. Svaren kommer fort och alla ser dem. Välj en tid då de berörda är lediga.",  # noqa: E501
        "fi": "Sovittu aika, jolloin poliitikot ja viranhaltijat vastaavat heti. Vastaukset tulevat nopeasti ja kaikki näkevät ne. Valitkaa aika, jolloin ne, joita asia koskee, ovat vapaalla.",  # noqa: E501
        "en": "A set time when politicians and officials answer directly. Answers come quickly and everyone sees them. Choose a time when those affected are free.",  # noqa: E501
        "ar": "وقت محدد يجيب فيه السياسيون والموظفون مباشرة. تأتي الإجابات بسرعة ويراها الجميع. اختاروا وقتاً يكون فيه المعنيون متفرغين.",  # noqa: E501
    },
    "researchers": {
        "sv": "Invånare får utbildning och intervjuar sina grannar. Når dem som aldrig kommer på möten, eftersom frågorna kommer från någon de känner. Tar tid, och de som intervjuar ska få betalt.",  # noqa: E501
        "fi": "Asukkaat saavat koulutuksen ja haastattelevat naapureitaan. Tavoittaa ne, jotka eivät koskaan tule kokouksiin, koska kysyjä on tuttu. Vie aikaa, ja haastattelijoille kuuluu palkkio.",  # noqa: E501
        "en": "Residents are trained and interview their neighbours. Reaches people who never come to meetings, because the questions come from someone they know. Takes time, and the interviewers should be paid.",  # noqa: E501
        "ar": "يتلقى سكان تدريباً ويجرون مقابلات مع جيرانهم. تصل إلى من لا يحضر اللقاءات أبداً لأن السائل شخص يعرفونه. تحتاج وقتاً، ويجب أن يُدفع أجر لمن يجري المقابلات.",  # noqa: E501
    },
    "cafe": {
        "sv": "Samtal i små grupper vid bord, som byter sällskap under kvällen. Varje bord har en värd som skriver. Alla hinner prata, och tankar vandrar mellan borden.",  # noqa: E501
        "fi": "Keskustelua pienissä pöytäryhmissä, jotka vaihtuvat illan aikana. Jokaisella pöydällä on isäntä, joka kirjaa. Kaikki ehtivät puhua, ja ajatukset kulkevat pöydästä toiseen.",  # noqa: E501
        "en": "Conversation in small groups at tables, with people changing company during the evening. Each table has a host who takes notes. Everyone gets to speak, and ideas travel between tables.",  # noqa: E501
        "ar": "حديث في مجموعات صغيرة حول طاولات يتبدل أفرادها خلال الأمسية. لكل طاولة مضيف يدوّن. يتكلم الجميع وتنتقل الأفكار بين الطاولات.",  # noqa: E501
    },
    "forum": {
        "sv": "Samtal på webben där deltagarna läser och svarar varandra. Pågår i flera veckor, så att fler hinner tänka. Kommunen ansvarar för det som skrivs och måste läsa varje dag.",  # noqa: E501
        "fi": "Verkkokeskustelu, jossa osallistujat lukevat toisiaan ja vastaavat. Kestää useita viikkoja, joten useampi ehtii miettiä. Kunta vastaa kirjoituksista ja lukee ne joka päivä.",  # noqa: E501
        "en": "A conversation online where people read and answer one another. Lasts for weeks, so more people have time to think. The municipality is responsible for what is written and must read it every day.",  # noqa: E501
        "ar": "حديث على الإنترنت يقرأ فيه المشاركون بعضهم لبعض ويجيبون. يستمر أسابيع فيجد عدد أكبر وقتاً للتفكير. البلدية مسؤولة عما يُكتب ويجب أن تقرأه كل يوم.",  # noqa: E501
    },
    "workshop": {
        "sv": "Deltagarna beskriver vad som är fel i dag, drömmer fritt och gör sedan en plan. Kräver minst en halv dag och politiker som är med och lyssnar. Passar när ingenting är ritat än.",  # noqa: E501
        "fi": "Osallistujat kuvaavat, mikä on nyt vialla, unelmoivat vapaasti ja tekevät sitten suunnitelman. Vaatii vähintään puoli päivää ja poliitikkoja kuuntelemaan. Sopii, kun mitään ei ole vielä piirretty.",  # noqa: E501
        "en": "People describe what is wrong today, dream freely and then make a plan. Needs at least half a day, and politicians who come and listen. Suits questions where nothing is drawn yet.",  # noqa: E501
        "ar": "يصف المشاركون ما هو خاطئ اليوم ويحلمون بحرية ثم يضعون خطة. تحتاج نصف يوم على الأقل وسياسيين يحضرون ويستمعون. تناسب حين لا يكون شيء قد رُسم بعد.",  # noqa: E501
    },
    "council": {
        "sv": "En fast grupp som företräder dem som använder en verksamhet, eller unga i kommunen. Möts flera gånger och lär sig frågorna. Fråga också dem som rådet företräder.",  # noqa: E501
        "fi": "Pysyvä ryhmä, joka edustaa palvelun käyttäjiä tai kunnan nuoria. Kokoontuu useita kertoja ja oppii tuntemaan kysymykset. Kysykää myös niiltä, joita neuvosto edustaa.",  # noqa: E501
        "en": "A standing group that speaks for those who use a service, or for young people. Meets several times and learns the questions. Also ask those the council speaks for.",  # noqa: E501
        "ar": "مجموعة ثابتة تمثل مستخدمي خدمة ما أو شباب البلدية. تجتمع مرات عدة وتتعلم القضايا. اسألوا أيضاً من يمثلهم المجلس.",  # noqa: E501
    },
    "assembly": {
        "sv": "Invånare lottas så att gruppen liknar kommunen. De får fakta från flera håll, samtalar under flera helger och lämnar ett gemensamt förslag. Dyrt, och värt det när frågan är svår och delar människor.",  # noqa: E501
        "fi": "Asukkaat arvotaan niin, että ryhmä on kunnan kaltainen. He saavat tietoa eri tahoilta, keskustelevat useana viikonloppuna ja antavat yhteisen ehdotuksen. Kallis, ja hintansa arvoinen, kun kysymys on vaikea ja jakaa ihmisiä.",  # noqa: E501
        "en": "Residents are drawn by lot so that the group resembles the municipality. They hear facts from several sides, talk over several weekends and give a joint proposal. Expensive, and worth it when the question is hard and divides people.",  # noqa: E501
        "ar": "يُختار سكان بالقرعة بحيث تشبه المجموعة البلدية. يسمعون الحقائق من جهات عدة ويتحدثون في عطل أسبوعية عدة ويقدمون مقترحاً مشتركاً. مكلفة، وتستحق حين تكون القضية صعبة وتقسم الناس.",  # noqa: E501
    },
    "budget": {
        "sv": "Invånarna bestämmer hur en summa pengar ska användas. Ramen ska vara beslutad först: hur mycket, till vad och hur valet går till. Samtal före valet gör förslagen bättre.",  # noqa: E501
        "fi": "Asukkaat päättävät, miten rahasumma käytetään. Raami pitää päättää ensin: kuinka paljon, mihin ja miten valinta tehdään. Keskustelu ennen valintaa parantaa ehdotuksia.",  # noqa: E501
        "en": "Residents decide how a sum of money is used. The frame must be decided first: how much, for what, and how the choice is made. Conversation before the choice makes the proposals better.",  # noqa: E501
        "ar": "يقرر السكان كيف يُستخدم مبلغ من المال. يجب أن يُحدد الإطار أولاً: كم ولأي غرض وكيف يجري الاختيار. الحديث قبل الاختيار يجعل المقترحات أفضل.",  # noqa: E501
    },
    "referendum": {
        "sv": "Alla röstberättigade svarar på samma fråga. Reglerna står i lag, och resultatet är rådgivande. Svaret blir ja eller nej, så använd det bara när frågan verkligen är så enkel.",  # noqa: E501
        "fi": "Kaikki äänioikeutetut vastaavat samaan kysymykseen. Säännöt ovat laissa, ja tulos on neuvoa-antava. Vastaus on kyllä tai ei, joten käyttäkää vain, kun kysymys todella on niin yksinkertainen.",  # noqa: E501
        "en": "Everyone entitled to vote answers the same question. The rules are set by law, and the result is advisory. The answer is yes or no, so use it only when the question really is that simple.",  # noqa: E501
        "ar": "يجيب كل من يحق له التصويت عن السؤال نفسه. القواعد منصوص عليها في القانون والنتيجة استشارية. الجواب نعم أو لا، فاستخدموه فقط حين يكون السؤال بسيطاً حقاً.",  # noqa: E501
    },
}
