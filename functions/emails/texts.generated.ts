// biome-ignore-all format: made by bin/make-texts.ts
// Made by bin/make-texts.ts from texts/. Edit those, then run it.
import type { MailTexts } from './mail';

export const accessReady: MailTexts = {
  "en": "subject: Your data is ready ({{reference}})\nsubject?kindsOnly: The kinds of data we hold about you, without the details ({{reference}})\nsubject?kindsWanted: The kinds of data we hold about you ({{reference}})\nsubject?missing: Your data is ready, except for a part that is missing ({{reference}})\nwhy: you asked us for your data, and our answer is ready.\nnext: Fetch it by {{until}}. Then we delete the package; the page makes you a new one if you ask.\n\nHello,\n\nYou asked us on {{receivedOn}} to {{asked}}. Our answer is ready.\n\n{{?kindsOnly}}\n**It tells you which kinds of data we hold, and does not show the data itself.** For that we have to be very sure who asks, and we could not make sure enough that it is you. Do you want the details? Write to {{controller.contactEmail}} and name {{reference}}, or ask again at any time.\n{{/kindsOnly}}\n\n{{?kindsWanted}}\nAs you wished, it tells you which kinds of data we hold and does not show the data itself.\n{{/kindsWanted}}\n\nOpen the page below. To be sure that it is you, it sends a code to this mailbox first. You can fetch the answer as often as you like until {{until}}.\n\n[Go to my answer]({{link}})\n\nYou get one zip file. Open it, then open index.html: it reads like a web page and says what we hold, where it comes from, what we use it for, and who gets it. What of the data itself you get lies beside it, in files for other programs.\n\n{{?otherRequests}}\n# Your other requests\n\n{{#otherRequests}}\n- {{sentence}}\n{{/otherRequests}}\n{{/otherRequests}}\n\n{{?withheld}}\n# What is left out\n\n{{#withheld}}\n- {{what}} ({{count}}): {{words}} ({{article}})\n{{/withheld}}\n{{/withheld}}\n\n{{?missing}}\n# What is missing\n\n{{#missing}}\n- {{store}}: {{why}}. {{next}}\n{{/missing}}\n{{/missing}}\n\n{{?unread}}\n# What our software could not read\n\n{{#unread}}\n- {{store}}: {{what}}\n{{/unread}}\n{{/unread}}\n\n# If you do not agree\n\n{{law.complaint}}\n\n{{law.remedy}}\n\n{{law.appeal}}\n\n{{#law.further}}\n{{sentence}}\n{{/law.further}}\n"
};

export const accessReminder: MailTexts = {
  "en": "subject: Your data still waits for you ({{reference}})\nwhy: you asked us for your data, and it has not been fetched yet.\nnext: We delete the package on {{until}}. The page makes you a new one if you ask later.\n\nHello,\n\nYou asked us to {{asked}}. It has been ready for some days, and nobody has fetched it.\n\n[Go to my data]({{link}})\n\nYou do not need it any more? Then do nothing.\n"
};

export const acknowledgeAndVerify: MailTexts = {
  "en": "subject: Your data request {{reference}}: is this your mailbox?\nwhy: someone entered this address in our form for data requests. If it was not you, ignore this mail: without the code nothing happens.\nnext: You type the code, we look for your data, one of us checks what was found, and you get our answer by {{answerBy}} at the latest.\n\nHello,\n\nWe have your request. You asked us to {{asked}}.\n\nFirst we have to be sure that it was you, so that nobody else gets at your data. Follow the link and type this code:\n\n= {{code}}\n\n[Type the code]({{link}})\n\nBoth work for {{linkLife}}. When they have run out, the page sends you fresh ones; your request stays open.\n\nReference :: **{{reference}}**\nReceived :: {{receivedOn}}\nOur answer :: by {{answerBy}} at the latest\n\n[See where it stands]({{statusLink}})\n"
};

export const acknowledgeByPerson: MailTexts = {
  "en": "subject: We have your letter {{reference}}\nwhy: someone entered this address in our form for data requests. If it was not you, please tell us.\nnext: One of us looks into it, asks you if something is unclear, and writes to you. You get our answer by {{answerBy}} at the latest.\n\nHello,\n\nWe have what you sent us. You asked us to {{asked}}.\n\nNo computer decides on this: one of us looks into it. You need not prove anything.\n\nReference :: **{{reference}}**\nReceived :: {{receivedOn}}\nOur answer :: by {{answerBy}} at the latest\n\n[See where it stands]({{statusLink}})\n"
};

export const acknowledgeHandedOver: MailTexts = {
  "en": "subject: We have your data request {{reference}}\nwhy: someone entered this address in our form for data requests. If it was not you, please tell us.\nnext: One of us reads your request. If something is unclear, we ask you. You get our answer by {{answerBy}} at the latest.\n\nHello,\n\nWe have your request. You asked us to {{asked}}.\n\nA request made for someone else, by someone who is not a customer, or on paper is not handled by a computer: one of us looks after it. We may have to ask who you are, or whether you can act for the other person. We ask for no more than we need.\n\nReference :: **{{reference}}**\nReceived :: {{receivedOn}}\nOur answer :: by {{answerBy}} at the latest\n\n[See where it stands]({{statusLink}})\n"
};

export const acknowledgeKnown: MailTexts = {
  "en": "subject: We have your data request {{reference}}\nwhy: you sent us a data request, and we noted this address with it.\nnext: We look for your data, one of us checks what was found, and you get our answer by {{answerBy}} at the latest.\n\nHello,\n\nWe have your request. You asked us to {{asked}}. We know that it was you, so there is nothing to prove.\n\nReference :: **{{reference}}**\nReceived :: {{receivedOn}}\nOur answer :: by {{answerBy}} at the latest\n\n[See where it stands]({{statusLink}})\n"
};

export const answerWithGaps: MailTexts = {
  "en": "subject: Our answer to your data request {{reference}}: a part is missing\nwhy: you sent us a data request, and the law wants an answer now, even if it is not whole.\nnext: We go on with what is missing and write to you again when it is done.\n\nHello,\n\nYou asked us on {{receivedOn}} to {{asked}}. A part of it we could not do in time. We tell you what is done, what is missing, and why.\n\n{{?done}}\n# Done\n\n{{#done}}\n- {{store}}: {{what}}\n{{/done}}\n{{/done}}\n\n[Go to what is done]({{link}})\n\n{{?missing}}\n# Missing\n\n{{#missing}}\n- {{store}}: {{why}}. {{next}}\n{{/missing}}\n{{/missing}}\n\n# If you do not agree\n\n{{law.complaint}}\n\n{{law.remedy}}\n\n{{law.appeal}}\n\n{{#law.further}}\n{{sentence}}\n{{/law.further}}\n"
};

export const approvalNotice: MailTexts = {
  "en": "subject: We are about to answer a data request ({{reference}})\nwhy: this address is that of the request, or it belongs to the data that was found.\nnext: We go on from {{startsAt}}, if nobody objects before. You then hear from us by {{answerBy}} at the latest.\n\nHello,\n\nWe were asked to {{asked}}. The request came by letter, by phone or in person, or one of us said who it is from. The same person has approved it, and nobody else here can check that. So we tell you first, and wait.\n\nYou asked for it? Then you need not do anything.\n\n# It was not you, or you are not sure?\n\nWrite to {{controller.contactEmail}} before {{startsAt}}, with the reference **{{reference}}**. Then we stop and look at it again.\n\n[See where it stands]({{statusLink}})\n"
};

export const askIdentifiers: MailTexts = {
  "en": "subject: Did you use another address with us? ({{reference}})\nwhy: you sent us a data request and proved that this mailbox is yours.\nnext: If we hear nothing by {{until}}, we answer you without it. Asking again later is always possible.\n\nHello,\n\nYou asked us to {{asked}}. We looked wherever our software can look, and found nothing under the address you gave.\n\nPerhaps you used another e-mail address, a phone number or a customer number with us. Follow the link, type this code and tell us:\n\n= {{code}}\n\n[Tell us]({{link}})\n\nBoth work for {{linkLife}}.\n"
};

export const askProof: MailTexts = {
  "en": "subject: Please help us with your data request {{reference}}\nwhy: you sent us a data request, and one of us could not be sure that it came from you.\nnext: As soon as we have your answer and it settles the doubt, we go on. Until then nothing is given or erased.\n\nHello,\n\nYou asked us to {{asked}}. Before we go on, one of us has to be sure that it is you. This is the reason:\n\n> {{reason}}\n\nFollow the link, type this code and answer there. Do not send a copy of an identity card; if we need one thing more, we tell you which.\n\n= {{code}}\n\n[Answer]({{link}})\n\nBoth work for {{linkLife}}.\n"
};

export const askRequester: MailTexts = {
  "en": "subject: A question about your data request {{reference}}\nwhy: you sent us a data request, and one of us has a question about it.\nnext: When your answer is here we go on. Our answer to you is due by {{answerBy}}.\n\nHello,\n\nYou asked us to {{asked}}. One of us would like to know:\n\n> {{question}}\n\nFollow the link, type this code and answer there:\n\n= {{code}}\n\n[Answer]({{link}})\n\nBoth work for {{linkLife}}.\n\n{{?pauses}}\nWe cannot find the right data without your answer. The law lets the time stand still until it comes.\n{{/pauses}}\n"
};

export const decisionRequest: MailTexts = {
  "en": "subject: A decision is waiting: {{nickname}}\nwhy: you decide on data requests here.\nnext: Look at it and decide. Approve by {{timeline.approveBy}}, so that there is time to carry it out.\n\nSomeone asks us to {{asked}}.\n\nRequest :: **{{nickname}}** ({{reference}})\n\n# By when\n\n= {{timeline}}\n\n# What was found\n\n{{#found}}\n- {{store}}: {{what}} ({{count}})\n{{/found}}\n{{^found}}\nNothing in the stores that could be searched.\n{{/found}}\n{{#missing}}\n- {{store}}: {{why}}. {{next}}\n{{/missing}}\n\n{{?blocks}}\nBefore you can approve, {{blocks}} open points have to be settled on the page.\n{{/blocks}}\n\n= {{code}}\n\n[Look and decide]({{link}})\n\nLink and code work for {{linkLife}}. The page shows the words {{nickname}} as well; if it does not, close it and tell a colleague. Do not pass this mail on.\n"
};

export const downloadCode: MailTexts = {
  "en": "subject: Your code for request {{reference}}\nwhy: someone opened the page with our answer to you and asked for a code. If it was not you, ignore this mail: without the code nobody gets in.\nnext: Type the code on the page that asks for it, or on the one behind the link in this mail. It works for {{codeLife}}.\n\nHello,\n\nThis is the code for the page with our answer:\n\n= {{code}}\n\n[Open the page]({{link}})\n\nWe never ask you for it by mail or phone.\n"
};

export const erasureComplete: MailTexts = {
  "en": "subject: We have erased your data ({{reference}})\nsubject?nothingYet: Your request to erase your data: nothing has been erased yet ({{reference}})\nsubject?partDone: Your request to erase your data: part of it is done, part is not ({{reference}})\nsubject?allKept: Your request to erase your data: we have to keep it, and why ({{reference}})\nsubject?mostlyKept: Your request to erase your data: we keep most of it, and why ({{reference}})\nsubject?allHeld: Your request to erase your data: what we still keep, and why ({{reference}})\nsubject?mostlyHeld: Your request to erase your data: we still keep most of it, and why ({{reference}})\nsubject?nothingLeft: Your request to erase your data: there was nothing left to erase ({{reference}})\nsubject?someKept: We have erased your data, except for a part that we keep ({{reference}})\nwhy: you asked us to erase your data, and this is our answer.\nnext: You need not do anything. To be able to show that we answered you, we keep a short record of this request; what it is and when it ends stands below.\n\nHello,\n\nYou asked us on {{receivedOn}} to {{asked}}.\n\n{{?nothingYet}}\n**Nothing has been erased yet.** Below is why. One of us is looking into it and will write to you.\n{{/nothingYet}}\n{{?partDone}}\n**Part of it is done, and part of it is not.** Below is what is not done yet, and why. One of us is looking into it and will write to you.\n{{/partDone}}\n{{?allKept}}\n**We have erased nothing, because we have to keep what we hold.** Below is what that is, why, and until when.\n{{/allKept}}\n{{?mostlyKept}}\n**We have erased what we may. Most of your data we have to keep.** Below is what that is, why, and until when.\n{{/mostlyKept}}\n{{?allHeld}}\n**We have erased nothing yet.** Below is what we still keep, why, and until when.\n{{/allHeld}}\n{{?mostlyHeld}}\n**We have erased what we could. Most of your data is still there.** Below is what that is, why, and until when.\n{{/mostlyHeld}}\n{{?someKept}}\n**We have erased your data, except for a part that we keep.** Below is what that is, and why.\n{{/someKept}}\n{{?nothingLeft}}\n**There was nothing left to erase.**\n{{/nothingLeft}}\n\n{{?otherRequests}}\n# Your other requests\n\n{{#otherRequests}}\n- {{sentence}}\n{{/otherRequests}}\n{{/otherRequests}}\n\n{{?missing}}\n# Not done yet\n\n{{#missing}}\n- {{store}}: {{why}}. {{next}}\n{{/missing}}\n{{/missing}}\n\n{{?waiting}}\n# Not decided yet\n\n{{#waiting}}\n- {{store}}: {{what}}; {{why}}\n{{/waiting}}\n{{/waiting}}\n\n{{?unread}}\n# What our software could not read\n\n{{#unread}}\n- {{store}}: {{what}}\n{{/unread}}\n{{/unread}}\n\n{{?kept}}\n# Kept, because a law says so\n\n{{#kept}}\n- {{what}} ({{count}}): {{words}} ({{article}}), {{end}}\n{{/kept}}\n{{/kept}}\n\n{{?held}}\n# Kept, because our storage cannot remove it yet\n\nNo law says that we must keep this.\n\n{{#held}}\n- {{what}} ({{count}}): {{words}}; {{end}}\n{{/held}}\n{{/held}}\n\n{{?shared}}\n# Kept, because other people share it\n\n{{#shared}}\n- {{store}}: {{what}}\n{{/shared}}\n{{/shared}}\n\n{{?erased}}\n# Erased or blanked\n\n{{#erased}}\n- {{store}}: {{what}}\n{{/erased}}\n\nWe searched there again afterwards, to be sure.\n{{/erased}}\n\n{{?gone}}\n# No longer there when we came to erase\n\n{{?otherRequests}}\nThis request did not erase these. Another request of yours did, or somebody else, or they have been moved:\n{{/otherRequests}}\n{{^otherRequests}}\nWe did not erase these. Somebody else did, or they have been moved:\n{{/otherRequests}}\n\n{{#gone}}\n- {{store}}: {{what}}\n{{/gone}}\n{{/gone}}\n\n{{?byPerson}}\n# Looked through by one of us\n\n{{#byPerson}}\n- {{store}}: {{what}}\n{{/byPerson}}\n{{/byPerson}}\n\n{{?backups}}\n# Still in backups\n\nBackups cannot be changed. They are overwritten in time, and nobody reads them until then:\n\n{{#backups}}\n- {{store}}: until {{until}}\n{{/backups}}\n{{/backups}}\n\n{{?recipients}}\n# Who else was told\n\n{{#recipients}}\n- {{name}}: {{state}}\n{{/recipients}}\n{{/recipients}}\n\n# What we keep of this request itself\n\n{{#deskKeeps}}\n- {{sentence}}\n{{/deskKeeps}}\n\n# The report\n\nIt lists every store, the times, and what was searched for.\n\n[Read the report]({{link}})\n\n# If you do not agree\n\n{{law.complaint}}\n\n{{law.remedy}}\n\n{{law.appeal}}\n\n{{#law.further}}\n{{sentence}}\n{{/law.further}}\n"
};

export const erasureNotice: MailTexts = {
  "en": "subject: Your data is about to be erased ({{reference}})\nwhy: this address belongs to the data that is about to be erased. You may be the one who asked for it; if not, this mail is your chance to stop it.\nnext: We begin on {{startsAt}}. When it is done, we write to you and say what was erased and what was kept.\n\nHello,\n\nWe were asked to {{asked}}, and one of us has approved it. It cannot be undone.\n\nStart :: **{{startsAt}}**\n\nYou asked for it? Then you need not do anything.\n\n# It was not you, or you are not sure?\n\nFollow this link, type the code and say why. We stop, and one of us looks at it before anything happens.\n\n= {{code}}\n\n[Stop and look at this]({{link}})\n\nBoth work for {{linkLife}}, as long as the erasure has not begun.\n"
};

export const escalation: MailTexts = {
  "en": "subject: OVERDUE: {{nickname}}\nwhy: alarms about the data requests of this business go to you.\nnext: See that somebody acts today, and that the person is told. It does not become lawful by waiting.\n\nA request has passed its legal date. It waits: {{waitsFor}}. Someone asks us to {{asked}}.\n\nRequest :: **{{nickname}}** ({{reference}})\nReceived :: {{receivedOn}}\nLatest date :: **{{dueOn}}**\n\n{{dueBecause}}\n\nThose who decide had this mail too, with a link to the request. The list of open requests shows it as well.\n"
};

export const extensionNotice: MailTexts = {
  "en": "subject: We need longer for your data request {{reference}}\nwhy: you sent us a data request, and the law wants you told when the answer takes longer.\nnext: You get our answer by {{answerBy}} at the latest. You need not do anything.\n\nHello,\n\nYou asked us on {{receivedOn}} to {{asked}}. Our answer was due by {{firstDueOn}}. We need longer.\n\nNew date :: **{{answerBy}}**\nGround in the law :: {{ground.words}} ({{ground.article}})\n\n# Why\n\n> {{reason}}\n\n# If you do not agree\n\n{{law.complaint}}\n\n{{law.remedy}}\n"
};

export const nothingFound: MailTexts = {
  "en": "subject: We found no data on you ({{reference}})\nwhy: you sent us a data request, and this is our answer.\nnext: Nothing more: this request is closed. If you used another address or number with us, please ask again with that one.\n\nHello,\n\nYou asked us on {{receivedOn}} to {{asked}}. We searched by what you gave us and found nothing on you.\n\n{{?searched}}\n# Where we looked\n\n{{#searched}}\n- {{store}}\n{{/searched}}\n{{/searched}}\n\n{{?otherRequests}}\n# Your other requests\n\n{{#otherRequests}}\n- {{sentence}}\n{{/otherRequests}}\n{{/otherRequests}}\n\nAll that we hold on you now is this request. We keep a record of it to show that we answered.\n\n# If you do not agree\n\n{{law.complaint}}\n\n{{law.remedy}}\n"
};

export const optOutDone: MailTexts = {
  "en": "subject: Done: your data request {{reference}}\nsubject?missing: Your data request {{reference}}: part of it is not done yet\nwhy: someone entered this address in our form. No proof is needed for this, so we set about it at once.\nnext: Nothing more from your side. It stays so until you tell us otherwise.\n\nHello,\n\nYou asked us to {{asked}}. This is what was done.\n\n{{#done}}\n- {{store}}: {{what}}\n{{/done}}\n\n{{?missing}}\n# Not done yet\n\n{{#missing}}\n- {{store}}: {{why}}. {{next}}\n{{/missing}}\n{{/missing}}\n\n{{?recipients}}\n# Who else hears of it\n\n{{#recipients}}\n- {{name}}: {{state}}\n{{/recipients}}\n{{/recipients}}\n\nIt may take a few days until the last mail already on its way has reached you.\n\n{{law.complaint}}\n"
};

export const outcomeByStaff: MailTexts = {
  "en": "subject: Our answer to your data request {{reference}}\nwhy: you sent us a data request, and this is our answer.\nnext: Nothing more: this request is closed. You may ask again at any time.\n\nHello,\n\nYou asked us on {{receivedOn}} to {{asked}}. One of us looked after it. This is the answer:\n\n> {{answer}}\n\n{{?grounds}}\n# What was not done, and what we rest that on\n\n{{#grounds}}\n- {{words}} ({{article}})\n{{/grounds}}\n{{/grounds}}\n\n{{?recipients}}\n# Who else was told\n\n{{#recipients}}\n- {{name}}: {{state}}\n{{/recipients}}\n{{/recipients}}\n\n# If you do not agree\n\n{{law.complaint}}\n\n{{law.remedy}}\n\n{{law.appeal}}\n\n{{#law.further}}\n{{sentence}}\n{{/law.further}}\n"
};

export const proofCode: MailTexts = {
  "en": "subject: Your code for request {{reference}}\nwhy: someone wants to prove more about who they are for the request you made. If it was not you, ignore this mail: without the code nothing happens.\nnext: Type the code on the page that asks for it, or on the one behind the link in this mail. It works for {{codeLife}}.\n\nHello,\n\nWith this code you can tell us more about who you are, to see the details of your data:\n\n= {{code}}\n\n[Prove more]({{link}})\n\nYou asked us to {{asked}}.\n"
};

export const proveAddress: MailTexts = {
  "en": "subject: Is this your e-mail address?\nwhy: somebody who writes to us says that this address is theirs, and we have to be sure.\nnext: Type the code if the address is yours. If you did not write to us, do nothing, and nothing happens.\n\nHello,\n\nSomebody who writes to {{controller.legalName}} says that this address is theirs. If that is you, open the link and type this code:\n\n= {{code}}\n\n[This address is mine]({{link}})\n\nBoth work for {{linkLife}}.\n"
};

export const proveMore: MailTexts = {
  "en": "subject: One more step, if you want to see the details ({{reference}})\nsubject?wrong: What you typed did not fit ({{reference}})\nsubject?unchecked: Please type it once more ({{reference}})\nwhy: you asked us for your data, and the law of the place where you live, or may live, lets us show the details only to somebody we are very sure of.\nnext: We answer you by {{answerBy}} at the latest. Without more proof by {{until}} the answer tells you which kinds of data we hold, where they come from, what we use them for and who gets them, but not the data itself.\n\nHello,\n\n{{?wrong}}\nWe compared what you typed with what we hold. It does not all fit, so we cannot show you the data itself yet. We do not say which part did not fit, and we have deleted what you typed.\n{{/wrong}}\n\n{{?unchecked}}\nWe could not compare what you typed, because one of our systems did not answer. It counts as no try, and we have deleted what you typed.\n{{/unchecked}}\n\nYou asked us on {{receivedOn}} to {{asked}}. The code that we mailed shows that you read this mailbox. For the details, the rules of {{place}} want us to be surer than that, so that nobody who gets into a mailbox gets everything.\n\n{{?link}}\n# How to see the details\n\nTell us at least three facts that we know about you and that do not stand in our mails, and sign that you are who you say you are. You can do that until {{until}}.\n\n[Prove more]({{link}})\n{{/link}}\n\n{{?triesLeft}}\nYou have {{triesLeft}} left.\n{{/triesLeft}}\n\n{{^triesLeft}}\nThere are no tries left. One of us looks whether we can be sure of you in another way. You can write to us about it.\n{{/triesLeft}}\n\nYou need not do this. Without it you get the kinds of data, as said above, and you may ask again at any time.\n"
};

export const recipientDigest: MailTexts = {
  "en": "subject: Data requests of the last day that concern you\nwhy: we once passed personal data of these people on to you.\nnext: The next list comes when there is something to tell, and never more than once a day.\n\nHello {{recipientName}},\n\nThese people have asked us for something that concerns data you had from us. We have done it. Please do the same: if you process the data for us, this is our instruction, and you confirm it on the page; if you decide about it yourself, act where the law binds you.\n\n{{#requests}}\n- {{reference}}: {{todo}}. Page: {{link}} Code: {{code}}\n{{/requests}}\n\nWho it is stands on the page, not in this mail. Links and codes work for {{linkLife}}.\n"
};

export const recipientInstruction: MailTexts = {
  "en": "subject: Please act on a data request ({{reference}})\nwhy: you process personal data for us, and a request concerns data that you received.\nnext: Act by {{dueOn}} and confirm it on the page. The person is told whether you have.\n\nHello {{recipientName}},\n\nOn our behalf you hold data of a person who has asked us for something. We instruct you to {{todo}}, and to pass this on to those who work for you.\n\nWho it is stands on the page, not in this mail. Type this code there:\n\n= {{code}}\n\n[Read and confirm]({{link}})\n\nBoth work for {{linkLife}}.\n\nInstruction by :: {{controller.legalName}}\nTo be done by :: **{{dueOn}}**\n"
};

export const recipientNotice: MailTexts = {
  "en": "subject: A data request that concerns you ({{reference}})\nwhy: we once passed personal data on to you, and the law wants you told.\nnext: Nothing further from us. If the law binds you too, please act on it.\n\nHello {{recipientName}},\n\nWe once passed personal data on to you. The person it is about has asked us to {{todo}}, and we did. Please do the same where the law binds you.\n\nWho it is stands on the page, not in this mail. Type this code there:\n\n= {{code}}\n\n[Read it]({{link}})\n\nBoth work for {{linkLife}}.\n"
};

export const refusal: MailTexts = {
  "en": "subject: Our answer to your data request {{reference}}\nwhy: you sent us a data request, and this is our answer.\nnext: Nothing more from our side. You may ask again at any time, and you may complain in the ways named above.\n\nHello,\n\nYou asked us on {{receivedOn}} to {{asked}}. We are sorry: we will not do this.\n\n# Why\n\n> {{reason}}\n\nThis is what we rest it on:\n\n{{#grounds}}\n- {{words}} ({{article}})\n{{/grounds}}\n\n# If you do not agree\n\n{{law.complaint}}\n\n{{law.remedy}}\n\n{{law.appeal}}\n\n{{#law.further}}\n{{sentence}}\n{{/law.further}}\n"
};

export const staffAfterErasure: MailTexts = {
  "en": "subject: Please look after the erasure of {{nickname}} again\nwhy: you look after data requests here.\nnext: {{remedy}}.\n\n{{about}}. The person was answered long ago, so no legal date runs.\n\n{{#found}}\n- {{store}}: {{what}}\n{{/found}}\nRequest :: **{{nickname}}** ({{reference}})\n"
};

export const staffAnswerArrived: MailTexts = {
  "en": "subject: The answer is here: {{nickname}}\nwhy: you look after data requests here, and one of you asked the person something.\nnext: Read the answer and go on. The latest date is {{dueOn}}.\n\nThe person has answered your question. What they wrote stands on the page only.\n\nRequest :: **{{nickname}}** ({{reference}})\nLatest date :: **{{dueOn}}**\n\n= {{code}}\n\n[Read it]({{link}})\n\nLink and code work for {{linkLife}}.\n"
};

export const staffCode: MailTexts = {
  "en": "subject: Your code\nwhy: someone is doing something at the data request desk in your name. If it is not you, ignore this mail and tell a colleague.\nnext: Type the code on the page that asks for it. It works for {{codeLife}}.\n\nHello {{staffName}},\n\n= {{code}}\n"
};

export const staffDamage: MailTexts = {
  "en": "subject: The record of requests is not what it was\nsubject?restored: Entries of requests are missing: do not decide anything yet\nsubject?clock: The clock of the desk is wrong\nsubject?dates: Some requests have dates of a wrong clock\nwhy: you look after data requests here.\nnext: {{remedy}}.\n\n{{about}}.\n\n{{#found}}\n- {{what}}\n{{/found}}\n\nWhat to do :: {{remedy}}\nMore :: docs/runbook.md, \"{{chapter}}\"\n"
};

export const staffEndedUnreached: MailTexts = {
  "en": "subject: Requests that ended: no mail reached those who made them\nwhy: you look after data requests here.\nnext: Nothing is wanted of you unless you know the person. You get such a list once a day at most, when there is something to tell.\n\nThese requests came by the form. Nobody has proved that they made them, and our mails did not reach the address that was typed in. So they ended as \"not verified\" before their date.\n\nHow many :: **{{total}}**\n\n{{#requests}}\n- **{{reference}}**\n{{/requests}}\n\n{{?more}}\nAnd {{more}} more. So many in a day are mostly no requests of people.\n{{/more}}\n\nIf somebody telephones or writes about one of them, enter what they ask for as a new request, or ask them to send the form again with an address that works.\n"
};

export const staffErasurePaused: MailTexts = {
  "en": "subject: Stopped: the erasure of {{nickname}}\nwhy: you look after data requests here.\nnext: Find out what is right, then go on with the erasure or end it. The latest date is {{dueOn}}.\n\nSomeone who reads the mailbox of this person has stopped the erasure that you approved. Nothing was erased. Their reason stands on the page only.\n\nRequest :: **{{nickname}}** ({{reference}})\nLatest date :: **{{dueOn}}**\n\n= {{code}}\n\n[Look at it]({{link}})\n\nLink and code work for {{linkLife}}.\n"
};

export const staffFactor: MailTexts = {
  "en": "subject: About an authenticator app of this desk\nwhy: you are one of those who hear of every change to the authenticator apps of the data request desk.\nnext: If you know who did it, you need not do anything.\n\nHello,\n\n{{what}}\n\n# Nobody you know did it?\n\n{{remedy}}\n"
};

export const staffFactorPending: MailTexts = {
  "en": "subject: An authenticator app was set up and waits\nwhy: you are one of those who hear of every change to the authenticator apps of the data request desk.\nnext: If nobody stops it, the app counts from {{countsFrom}}. Until then nothing can be done with it.\n\nHello,\n\nAn authenticator app was set up for **{{about}}**, on a page of the desk. A colleague who may decide and has an app can confirm it: sign in and open **Authenticator app**. Ask {{about}} before you do, in person or by phone.\n\n# It was not {{about}}, or you are not sure?\n\nFollow this link and type the code. The app is removed at once, and everybody who got this mail is told.\n\n= {{code}}\n\n[It was not them: remove it]({{link}})\n\nBoth work for {{linkLife}}.\n"
};

export const staffFreshLink: MailTexts = {
  "en": "subject: A fresh link: {{nickname}}\nwhy: someone who had an older mail of yours asked for a fresh one on its page. If it was not you, ignore this mail: without the code nobody gets in.\nnext: Open the page and go on. The latest date is {{dueOn}}.\n\nRequest :: **{{nickname}}** ({{reference}})\nLatest date :: **{{dueOn}}**\n\n= {{code}}\n\n[Open the request]({{link}})\n\nLink and code work for {{linkLife}}. The page shows the words {{nickname}} as well.\n"
};

export const staffMailWaits: MailTexts = {
  "en": "subject: Mails of the desk had to wait\nwhy: alarms about the data requests of this business go to you.\nnext: What waits goes out by itself, as fast as the mail service takes it. You get this mail once a day at most.\n\nThe mail service took no more mails: the quota of this account was used up at {{since}}, or before.\n\nWhat waits goes in this order: alarms about dates that are over, what a law dates, mails of requests that somebody has proven, mails to staff, first mails to addresses that nobody has proven, recipients of the data.\n\n# What you can do\n\nAsk whoever runs the desk to have the sending quota raised at the mail service, or to find out who else in the account sends mails. If a script uses the form, a lower mails.unprovenADay in rightsdesk.yaml leaves more for everything else. No request is lost, and all dates run. Look at the list of open requests until this is over, since mails to staff may be late.\n"
};

export const staffOverdue: MailTexts = {
  "en": "subject: OVERDUE: {{nickname}}\nwhy: you look after data requests here.\nnext: Act today, and tell the person. It does not become lawful by waiting.\n\nA request has passed its legal date. It waits: {{waitsFor}}. Someone asks us to {{asked}}.\n\nRequest :: **{{nickname}}** ({{reference}})\nReceived :: {{receivedOn}}\nLatest date :: **{{dueOn}}**\n\n{{dueBecause}}\n\n= {{code}}\n\n[Open it]({{link}})\n\nLink and code work for {{linkLife}}; those in earlier mails no longer do.\n"
};

export const staffOwnApproval: MailTexts = {
  "en": "subject: Approved by the one who vouches for it: {{nickname}}\nwhy: alarms about the data requests of this business go to you.\nnext: If nobody refuses or doubts it, the desk carries it out from {{startsAt}}.\n\n{{about}} entered a request or said who it is from, and has approved it. Nobody else may decide here, so the desk waits and tells you. Someone asks us to {{asked}}.\n\nRequest :: **{{nickname}}** ({{reference}})\nReceived :: {{receivedOn}}\nGoes on :: **{{startsAt}}**\n\n# You do not know of it?\n\nAsk {{about}} by phone or in person, before {{startsAt}}. Whoever reads the mail of {{about}} and holds the phone may have done it. {{about}} can still refuse it, on the page of the request.\n"
};

export const staffReminder: MailTexts = {
  "en": "subject: Reminder: {{nickname}} is due soon\nwhy: you look after data requests here.\nnext: Act by {{timeline.approveBy}}. The latest date is {{timeline.dueOn}}; after it the law is broken.\n\nA request still waits: {{waitsFor}}. Someone asks us to {{asked}}.\n\nRequest :: **{{nickname}}** ({{reference}})\n\n# By when\n\n= {{timeline}}\n\n= {{code}}\n\n[Open it]({{link}})\n\nLink and code work for {{linkLife}}; those in earlier mails no longer do.\n"
};

export const staffSignIn: MailTexts = {
  "en": "subject: Your link to sign in\nwhy: someone entered your address to sign in to the data request desk. If it was not you, ignore this mail.\nnext: Follow the link and type the code. Both work for {{linkLife}}.\n\nHello {{staffName}},\n\n= {{code}}\n\n[Sign in]({{link}})\n\nDo not pass this mail on. We never ask you for the code by mail or phone.\n"
};

export const staffSignInDoubted: MailTexts = {
  "en": "subject: Someone may be reading the mail of a colleague\nwhy: {{staffName}} saw a sign-in to the data request desk that was not theirs, and you look after data requests here.\nnext: Call {{staffName}} (do not mail), and see to it that the password of that mailbox is changed.\n\n{{staffName}} was signed out of the desk everywhere. Whoever reads that mailbox can sign in again until its password is changed, or until {{staffName}} is taken out of rightsdesk.yaml.\n\nThen look at what was decided lately in the name of {{staffName}}: it stands in the log of each request.\n"
};

export const staffStrangers: MailTexts = {
  "en": "subject: Requests of people we do not know\nsubject?late: OVERDUE among requests of people we do not know\nwhy: you look after data requests here, or their alarms go to you.\nnext: You get such a list once an hour at most, as long as there is something to tell. Requests that somebody has proven are mailed by themselves and at once.\n\nMore came in today than you get single mails for. Nobody has proven who made these requests: they may be real, or a script may be using the form.\n\nHow many :: **{{total}}**\n\n{{#requests}}\n- **{{nickname}}** ({{reference}}), latest date {{dueOn}}: {{todo}}. Page: {{link}}\n{{/requests}}\n\n{{?more}}\nOthers wait for the next list. They stand in the list of open requests, too.\n{{/more}}\n\n[Open the list of requests]({{listLink}})\n\nEach of them is recorded, and its dates run. Sign in, look at those that seem real, and answer them as any other.\n"
};

export const staffTask: MailTexts = {
  "en": "subject: A task for you: {{nickname}}\nwhy: you look after this part of our data requests.\nnext: Please answer by {{dueOn}}. The rest of the request waits for it.\n\nPlease {{todo}}. Someone asks us to {{asked}}.\n\nWhat happened :: {{trouble}}\nWhat to do :: {{remedy}}\nRequest :: **{{nickname}}** ({{reference}})\nReceived :: {{receivedOn}}\nAnswer by :: **{{dueOn}}**\n\n{{dueBecause}}\n\n= {{code}}\n\n[Open the task]({{link}})\n\nLink and code work for {{linkLife}}. The page shows the words {{nickname}} as well.\n"
};

export const staffTaskReminder: MailTexts = {
  "en": "subject: Reminder: your task for {{nickname}}\nwhy: you look after this part of our data requests, and your answer is missing.\nnext: Please answer by {{dueOn}}. The rest of the request waits for it.\n\nPlease {{todo}}. Someone asks us to {{asked}}.\n\nRequest :: **{{nickname}}** ({{reference}})\nAnswer by :: **{{dueOn}}**\n\n= {{code}}\n\n[Open the task]({{link}})\n\nLink and code work for {{linkLife}}; those in earlier mails no longer do.\n"
};

export const staffTrouble: MailTexts = {
  "en": "subject: A request needs help: {{nickname}}\nwhy: you look after data requests here.\nnext: The clock goes on. The latest date is {{dueOn}}.\n\nThe desk cannot go on by itself with this request.\n\nWhat happened :: {{trouble}}\nWhat to do :: {{remedy}}\nRequest :: **{{nickname}}** ({{reference}})\nLatest date :: {{dueOn}}\n\n[Open it]({{link}})\n"
};

export const staffUndelivered: MailTexts = {
  "en": "subject: Mails that did not reach those who asked\nwhy: you look after data requests here.\nnext: Nothing is wanted of you unless you know the person. You get such a list once a day at most, when there is something to tell.\n\nYesterday, mails of these requests did not reach the address that was typed into the form. Nobody has proved that they asked, and the desk knows no other way to them.\n\nHow many :: **{{total}}**\n\n{{#requests}}\n- **{{reference}}**\n{{/requests}}\n\n{{?more}}\nAnd {{more}} more. So many in a day are mostly no requests of people.\n{{/more}}\n\nEach request keeps its letters, to print or to settle. If somebody telephones and asks why they heard nothing, look there.\n"
};

export const staffUnread: MailTexts = {
  "en": "subject: Some requests cannot be read\nwhy: you look after data requests here, or their alarms go to you.\nnext: The desk tries again every day, and goes on by itself as soon as it can. You get this mail once a day until then.\n\nThe form took in something that the desk cannot open. Nothing is lost: what was sent is kept as it came.\n\nHow many :: **{{total}}**\nOldest :: {{oldest}}\n\n# What you can do\n\nPlease ask whoever runs the desk to follow the part \"unreadable\" of the runbook. Until it is mended, nobody knows who asks or what for, so that the earliest date that the law may set is counted from the day of receipt.\n\n{{#requests}}\n- **{{reference}}**: received {{receivedOn}}, answer due by {{dueOn}} at the latest\n{{/requests}}\n\n{{?unnumbered}}\n{{unnumbered}} more are kept without a reference of their own. So many at once are mostly no requests of people: they may be made by somebody who got into the form.\n{{/unnumbered}}\n"
};

export const staffUnverifiedTask: MailTexts = {
  "en": "subject: Nobody has typed the code: {{nickname}}\nwhy: you look after data requests here.\nnext: If you know who it is, say so. If not, leave it: before {{timeline.dueOn}} it ends as not verified, and a mail says so to the person, if mails reach them.\n\nSomeone asks us to {{asked}}. We mailed a code, and nobody has typed it. The clock runs all the same.\n\nRequest :: **{{nickname}}** ({{reference}})\n\n# By when\n\n= {{timeline}}\n\n= {{code}}\n\n[I know who this is, or I doubt it]({{link}})\n\nLink and code work for {{linkLife}}.\n"
};

export const unverifiedNotice: MailTexts = {
  "en": "subject: Your data request {{reference}} was not confirmed\nwhy: someone entered this address in our form for data requests.\nnext: Nothing more, unless you prove that it was you. The link in this mail reopens this same request at any time.\n\nHello,\n\nOn {{receivedOn}} we got a request to {{asked}}. We have not acted on it.\n\n# Why\n\nAnybody can type any address into our form, so we begin only when the code that we mailed there is typed. Nobody has typed it.\n\n{{?doubted}}\nOne of us was also not sure who is asking, and that was not settled.\n{{/doubted}}\n{{^doubted}}\nThat is the only reason: nobody here doubts that you are who you say you are.\n{{/doubted}}\n\n{{?mailedOn}}\nWe mailed a link and a code to this address, for the last time on {{mailedOn}}, and nobody has used them.\n{{/mailedOn}}\n{{^mailedOn}}\nNo link and code have left for this address before this mail, so nobody could use them until now.\n{{/mailedOn}}\n\n# It was you?\n\nThen follow this link and type the code. The same request goes on.\n\n= {{code}}\n\n[Type the code]({{link}})\n\nBoth work for {{linkLife}}; after that the page sends you fresh ones.\n\nYou cannot use the code? Write to us at {{controller.contactEmail}} and name {{reference}}: we may know you in another way.\n\n{{?privacyPolicy}}\n# What we do with data\n\nWhich kinds of data we hold, where they come from, what we use them for and who gets them stands in our privacy policy: {{privacyPolicy}}\n{{/privacyPolicy}}\n\n# If you do not agree\n\n{{law.complaint}}\n\n{{law.remedy}}\n\n{{law.appeal}}\n\n{{#law.further}}\n{{sentence}}\n{{/law.further}}\n"
};

export const verifyReminder: MailTexts = {
  "en": "subject: Your data request {{reference}} still waits for your code\nwhy: someone entered this address in our form for data requests. If it was not you, ignore this mail: without the code nothing happens.\nnext: As soon as the code is typed we look for your data. Our answer is due by {{answerBy}}.\n\nHello,\n\nOn {{receivedOn}} we got a request to {{asked}}. Nobody has typed the code yet, so we could not begin. Here is a fresh one.\n\n= {{code}}\n\n[Type the code]({{link}})\n\nBoth work for {{linkLife}}.\n"
};

export const withdrawCode: MailTexts = {
  "en": "subject: Your code for request {{reference}}\nwhy: someone wants to take back the request you made. If it was not you, ignore this mail: without the code the request goes on.\nnext: Type the code on the page that asks for it, or on the one behind the link in this mail. It works for {{codeLife}}.\n\nHello,\n\nWith this code you take your request back, and we stop:\n\n= {{code}}\n\n[Take my request back]({{link}})\n\nYou asked us to {{asked}}. You may ask again at any time.\n"
};

export const withdrawn: MailTexts = {
  "en": "subject: You took back your data request {{reference}}\nwhy: you sent us a data request and have now withdrawn it.\nnext: Nothing more: this request is closed. You may ask again at any time.\n\nHello,\n\nYou asked us on {{receivedOn}} to {{asked}}, and have now taken the request back. We have stopped.\n\nIt was not you? Then please tell us at {{controller.contactEmail}}.\n"
};

export const lawSentences: MailTexts = {
  "en": "// Sentences that depend on the law that governs a request. \"part.law :: sentence\"; without a law it is for all that have no sentence of their own.\n// Facts: {{authority}} (name, with its address on the web), {{complaint}} (what the law's own file says), {{contact}} (mail address of the desk), {{form}} (address of the form).\n\ncomplaint :: {{complaint}} {{authority}}\ncomplaint.eu-gdpr :: You can complain to a data protection authority: where you live, where you work, or where you think the law was broken. {{authority}}\ncomplaint.uk-gdpr :: You can complain to us: write to {{contact}}, or use our form ({{form}}). You can also complain to the Information Commissioner. {{authority}}\ncomplaint.us-ca-ccpa :: You can complain to the California Privacy Protection Agency or to the Attorney General of California. {{authority}}\nseveral :: More than one law may protect you here, and each has its own way to complain.\ncomplaint-again :: If you still do not agree, you can take it further. {{authority}}\nremedy :: You can also take the matter to a court.\nappeal :: You can appeal: write to {{contact}}, or use our form ({{form}}), and say why you think we are wrong. Someone else here looks at it and answers you in writing.\nstatement :: If we did not correct something, you can send us a short statement of your own, and we keep it with your data.\nhelp :: If something in this mail is not clear, write to {{contact}}: we explain it.\ndeleted-and-not :: What could not be deleted is used for nothing but the reason it is kept for. You can also ask us not to sell or share your data: {{form}}/opt-out\n"
};
