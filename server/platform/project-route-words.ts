/** One line on each route about projects, what is excluded and surrendered, and credit records. */
export const PROJECT_SUMMARIES: Readonly<Record<string, string>> = {
  'GET /v1/institutions/:creditCode': 'Who a credit code stands for, before something is entrusted to it',
  'POST /v1/me/projects': 'Draft a project in her own name',
  'GET /v1/me/projects': 'Projects she runs',
  'GET /v1/me/projects/:projectId': 'One of them with its reports and what staff found',
  'GET /v1/me/projects/:projectId/outlook': 'What a period would come to, and what would be said to it',
  'PUT /v1/me/projects/:projectId/record': 'Change a draft or a returned project',
  'POST /v1/me/projects/:projectId/application': 'Apply with a project and its first reduction in one',
  'POST /v1/me/projects/:projectId/withdrawal': 'Take a project back before it is decided',
  'POST /v1/me/projects/:projectId/reports': 'Hand in the report of a later period',
  'POST /v1/me/projects/:projectId/readings/:pushId':
    'Send a file of readings; sent again it gets its stored verdicts',
  'GET /v1/me/projects/:projectId/readings/:pushId': 'The verdicts of a push or file, again',
  'GET /v1/me/project-entrustments': 'To whom sites are entrusted',
  'POST /v1/me/project-entrustments': 'Let an institution apply for a site',
  'DELETE /v1/me/project-entrustments/:entrustmentId': 'End an entrustment',
  'POST /v1/institution/projects': 'Draft a project in the name of the institution',
  'GET /v1/institution/projects': 'Projects the institution runs',
  'GET /v1/institution/projects/:projectId': 'One of them with its reports and what staff found',
  'GET /v1/institution/projects/:projectId/outlook':
    'What a period would come to, and what would be said to it',
  'PUT /v1/institution/projects/:projectId/record': 'Change a draft or a returned project',
  'POST /v1/institution/projects/:projectId/application':
    'Apply with a project and its first reduction in one',
  'POST /v1/institution/projects/:projectId/withdrawal': 'Take a project back before it is decided',
  'POST /v1/institution/projects/:projectId/reports': 'Hand in the report of a later period',
  'POST /v1/institution/projects/:projectId/readings/:pushId':
    'Send a file of readings; sent again it gets its stored verdicts',
  'GET /v1/institution/projects/:projectId/readings/:pushId': 'The verdicts of a push or file, again',
  'GET /v1/institution/project-entrustments': 'To whom sites are entrusted',
  'POST /v1/institution/project-entrustments': 'Let an institution apply for a site',
  'DELETE /v1/institution/project-entrustments/:entrustmentId': 'End an entrustment',
  'GET /v1/institution/received-entrustments': 'What owners entrusted to the institution',
  'POST /v1/partners/:institutionId/projects/:projectId/readings/:pushId':
    'Push readings, signed; sent again they get their stored verdicts',
  'GET /v1/partners/:institutionId/projects/:projectId/readings/:pushId': 'The verdicts of a push, again',
  'GET /v1/staff/projects': 'Projects by state',
  'GET /v1/staff/projects/:projectId': 'One project with its reports and signatures',
  'GET /v1/staff/projects/:projectId/evidence':
    'Its readings by month, and what the exclusion list says of its site',
  'GET /v1/staff/overdue-projects': 'Applications and reports staff are late with',
  'POST /v1/staff/projects/:projectId/acceptance': 'Accept an application for review',
  'POST /v1/staff/projects/:projectId/return': 'Send an application back with reasons',
  'POST /v1/staff/projects/:projectId/verdicts':
    'Sign a verdict on project and first reduction; the second body decides',
  'POST /v1/staff/projects/:projectId/reports/:reportNo/verification':
    'Verify a later report by reckoning its readings again',
  'POST /v1/staff/projects/:projectId/reports/:reportNo/return': 'Send a report back with reasons',
  'POST /v1/staff/projects/:projectId/reports/:reportNo/issue-signatures':
    'Sign the issuing of a report; the second body issues',
  'POST /v1/staff/projects/:projectId/findings': 'Write down what was found while a project runs',
  'POST /v1/staff/projects/:projectId/suspension':
    'Suspend a project; the words are public where no person is concerned',
  'POST /v1/staff/projects/:projectId/resumption':
    'Take a suspended project up again; the words are public where no person is concerned',
  'POST /v1/staff/projects/:projectId/end':
    'End a project; the words are public where no person is concerned',
  'GET /v1/staff/exclusions': 'The exclusion list, or what it says of one site',
  'POST /v1/staff/exclusions': 'Enter a site another market or scheme counts',
  'POST /v1/staff/exclusions/:entryId/end': 'End an entry of the list with a day',
  'GET /v1/staff/exclusion-log': 'Who changed the exclusion list, and how',
  'GET /v1/institution/surrenders': 'What could be surrendered against a quota, and what was',
  'POST /v1/institution/surrenders': 'Surrender reductions against the quota of a year, for ever',
  'GET /v1/me/credit-record': 'The credit record of a resident: what it rests on and how it falls',
  'GET /v1/me/credit-corrections': 'What a resident asked to be corrected, and the answers',
  'POST /v1/me/credit-corrections':
    'Ask for a line of a month to be corrected, or for the review of an answer',
  'GET /v1/me/credit-statements': 'Statements of the record, and what one may be made for',
  'POST /v1/me/credit-statements': 'Make a statement for one reader, one purpose and one period',
  'GET /v1/me/credit-statements/:statementId': 'One statement and everybody who read it',
  'POST /v1/me/credit-statements/:statementId/codes': 'A code that reads a statement once',
  'POST /v1/me/credit-statements/:statementId/revocation': 'End a statement at once',
  'GET /v1/institution/credit-record':
    'The credit record of the institution: what it rests on and how it falls',
  'GET /v1/institution/credit-corrections': 'What the institution asked to be corrected, and the answers',
  'POST /v1/institution/credit-corrections':
    'Ask for a line of a month to be corrected, or for the review of an answer',
  'GET /v1/institution/credit-statements': 'Statements of the record, and what one may be made for',
  'POST /v1/institution/credit-statements': 'Make a statement for one reader, one purpose and one period',
  'GET /v1/institution/credit-statements/:statementId': 'One statement and everybody who read it',
  'POST /v1/institution/credit-statements/:statementId/codes': 'A code that reads a statement once',
  'POST /v1/institution/credit-statements/:statementId/revocation': 'End a statement at once',
  'GET /v1/institution/given-credit-statements': 'Statements that name this institution as their reader',
  'POST /v1/institution/given-credit-statements/:statementId/readings':
    'Read a statement, for the purpose it was made for',
  'POST /v1/credit-statements/readings': 'Read a statement by the code its holder shows',
  'GET /v1/staff/credit-corrections': 'Requests to correct credit records',
  'POST /v1/staff/credit-corrections/:correctionId/grants':
    'Put one’s name to a correction; the second body makes it count',
  'POST /v1/staff/credit-corrections/:correctionId/refusal': 'Refuse a correction with words',
  'GET /v1/project-methodologies': 'Methodologies for projects',
  'GET /v1/project-methodologies/:code/differences': 'What changed between two versions of one for projects',
  'GET /v1/projects':
    'Approved projects and what was issued for each, without whom they belong to where that is a person',
  'GET /v1/projects/:projectId': 'One approved project: its state, its history, its serials',
}
