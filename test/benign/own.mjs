// What people have an agent do where they are signed in, and what isn't worth a question. See sites.mjs for the shape.
export const OWN = `
# letterbox.example | Letterbox mail | en | own
press: Mark as unread; Star; Snooze until Monday; Archive; Show original; Expand conversation; Collapse all; Print all; Add label; Move to folder; Mute thread; Back to inbox; Older; Refresh; Discard draft
check: Show pictures from known senders; Select all conversations
choose: Sort by = Newest first / Oldest first / Sender; Density = Compact / Comfortable
type: Search mail = ferry tickets; Draft text = Thank you, Saturday at ten is fine; Label name = Travel 2026
search: Search in all folders = invoice march
save: Signature = Best wishes, Robin > Save changes
open: Drafts; Spam; Filters and rules

# dayplan.example | Dayplan calendar | en | own
press: Today; Next week; Previous week; New event; Duplicate event; Accept; Maybe; Propose another time; Show declined events; Add a reminder; Set as busy; Copy to my calendar; Find a time; Hide weekends; Print agenda
check: Show week numbers; All day
choose: View = Day / Week / Month; Repeat = Never / Weekly; Time zone = Dublin / Berlin
type: Event title = Dentist; Place = Room 4; Notes = Bring the old x-rays
search: Search events = parents evening
save: Working hours = 9 to 5 > Save
open: Holidays; Shared calendars

# tidebank.example | Tide Bank | en | own
press: Show balance; Hide balance; Show pending payments; Filter transactions; Clear filters; Last 30 days; Download statement; Export as CSV; Rename account; Show account details; Sort by amount; Categories; Set a savings goal; Filter by payee; Payees; Standing orders; Exchange rates; Print
check: Show only outgoing; Paperless statements
choose: Account = Everyday / Savings; Period = This month / Last month / This year
type: Search transactions = groceries; Goal name = Bicycle; Note on transaction = shared with Sam
search: Search help = change of address
open: Branches; Interest rates; Security tips; Transfer limits explained

# riverclinic.example | Riverside Clinic | en | own
press: Show results; Compare with last year; Request an appointment; Choose another doctor; See opening hours; Download as PDF; Mark letter as read; Show past visits; Print prescription; Explain this value; Larger text; Show map; Join waiting list; Cancel search
check: I prefer mornings; Remind me a day before
choose: Doctor = Dr Kelly / Dr Byrne; Kind of visit = In person / By telephone; Location = Quay Street / Hill Road
type: Reason for visit = check of iron levels; Question for the doctor = Should I fast before the test?
search: Search letters = ferritin
save: Preferred name = Alex > Save details
open: Vaccinations; Travel advice; Parking

# schoolgate.example | Schoolgate for parents | en | own
press: Timetable; Report absence; Homework; Mark as done; Show all classes; Book parents evening slot; Sign up for choir; Lunch menu; Show late marks; Download newsletter; Add to calendar; Show teachers; Next term; Acknowledge; Close notice
check: Packed lunch on Friday; Bus number 4
choose: Child = Mia / Jonas; Term = Autumn / Spring / Summer
type: Reason for absence = a cold; Note to class teacher = Mia forgot her gym bag; Search lessons = algebra
search: Search news = sports day
save: Who collects today = Grandmother > Save
open: Uniform; Term dates; Lost property

# payslips.example | Payslip portal | en | own
press: Show March; Compare months; Request leave; Withdraw request; Team calendar; Log hours; Start timer; Stop timer; Add break; Copy last week; Submit timesheet; Download annual statement; Who is away; Claim mileage; Add receipt line; Remove line
check: Half day; Work from home
choose: Month = January / February / March; Leave type = Annual / Parental / Study; Project = Harbour / Lighthouse
type: Hours = 7.5; Comment = release week; Destination = Galway
search: Search policies = bicycle scheme
save: Emergency contact name = Sam Okafor > Save
open: Pension explained; Public holidays

# dealdesk.example | Dealdesk customers | en | own
press: New lead; Log a call; Mark as won; Reopen; Assign to me; Add task; Complete task; Merge duplicates; Show activity; Pin note; Group by stage; Board view; Next record; Clone record; Recalculate score; Collapse sidebar; Apply filter; Remove filter
check: Hot leads only; Follow this account
choose: Stage = New / Qualified / Proposal; Owner = Me / Sam / Nobody; Rows = 25 / 50 / 100
type: Company = Northwind Ltd; Next step = call on Tuesday; Search contacts = okafor
search: Search everything = lighthouse refit
save: Note = asked for a second visit > Save note
open: Reports; Pipeline; Forecast

# forgehub.example | Forgehub code | en | own
press: Code; Issues; Pull requests; New issue; Star; Watch; Fork; Copy path; Raw; Blame; History; Expand diff; Viewed; Resolve conversation; Re-run jobs; Request review; Mark as ready; Convert to draft; Close issue; Reopen issue; Load diff; Jump to bottom; Assign yourself; Subscribe
check: Hide whitespace; Ignore vendored files
choose: Branch = main / next; Sort = Newest / Most commented; Label = bug / docs / question
type: Filter files = queue; Issue title = Flaky test in parser; Comment = I can reproduce this on two machines; Go to file = README
search: Search code = parseHeader
save: Milestone title = Spring release > Create milestone
open: Releases; Contributors; Licence; Wiki

# tracklist.example | Tracklist issues | en | own
press: Create; Backlog; Start sprint; Move to in progress; Move to done; Flag; Link issue; Log work; Vote; Add subtask; Clone; Rank to top; Expand all; Quick filter; Clear all; Copy link; Watch issue; Attach later
check: Only my issues; Recently updated
choose: Priority = Low / Medium / High; Type = Bug / Story / Task; Estimate = 1 / 2 / 3
type: Summary = Button is cut off at 200 %; Steps = open, zoom, look; Estimate note = half a day
search: Find issues = zoom
save: Sprint goal = fewer clicks > Update
open: Roadmap; Velocity; Components

# papertable.example | Papertable documents | en | own
press: Bold; Italic; Bullet list; Heading 2; Insert table; Insert row below; Delete row; Undo; Redo; Accept suggestion; Reject suggestion; Resolve comment; Word count; Outline; Zoom in; Make a copy; Name this version; Insert date; Find and replace; Clear formatting; Sort sheet A to Z; Freeze the first row; Hide column; Add sheet
check: Show ruler; Spelling suggestions
choose: Font = Serif / Sans / Mono; Line spacing = 1.0 / 1.5; Paper = A4 / Letter
type: Document title = Minutes of 14 March; Cell A1 = Quantity; Find = colour; Replace with = color
search: Search documents = minutes
save: Comment = please check the second table > Comment
open: Templates; Recent files; Version history

# stowaway.example | Stowaway drive | en | own
press: New folder; Rename; Move to archive; Make available offline; Details; Sort by size; Grid view; List view; Star file; Preview; Next file; Rotate; Download; Download all; Show in folder; Restore previous name; Select all; Clear selection
check: Show hidden files; Sync on mobile data
choose: File type = Any / Documents / Pictures; Modified = Any time / This week
type: Folder name = Receipts 2026; Search files = lease; Description = scanned by phone
search: Search your files = insurance
save: Rename to = lease-2026.pdf > Rename
open: Storage used; Recent; Offline files

# homehearth.example | Hearth smart home | en | own
press: Living room lights on; Living room lights off; Dim to 40 %; Warmer by one degree; Start vacuum; Send vacuum home; Play radio; Pause music; Next track; Volume up; Good night scene; Show camera history; Water garden; Close blinds; Test smoke alarm; Away mode
check: Vacation lighting; Night light
choose: Room = Kitchen / Hall / Study; Mode = Heat / Cool / Auto; Scene = Film / Dinner
type: Scene name = Reading; Timer minutes = 25; Rename lamp = Desk left
search: Search devices = thermostat
save: Target temperature = 20 > Apply
open: Energy; Routines; Rooms

# brightwatt.example | Brightwatt energy | en | own
press: Enter meter reading; Compare with last year; Show hourly use; Download bill; Explain my bill; Estimate next bill; Report an outage; Tariff details; Savings tips; Show solar output; Hide forecast; Previous bill
check: Green tariff information; Monthly summary by post
choose: Meter = Day / Night; Year = 2024 / 2025 / 2026; Unit = kWh / Cost
type: Meter reading = 48213; Remark = read by daylight
search: Search help = smart meter
save: Nickname of meter = Cellar > Save
open: Outage map; Moving house; How we calculate

# skylark.example | Skylark airways bookings | en | own
press: Show itinerary; Check in; Choose seat 14C; Window; Aisle; Skip seats; Add infant meal; Add to wallet; Download boarding pass; See baggage rules; Flight status; Remind me; Show fare rules; Swap seats; Next leg; Show terminal map
check: Vegetarian meal; I carry no dangerous goods
choose: Cabin = Economy / Business; Language of receipt = English / German; Meal = Standard / Vegan
type: Frequent flyer number of companion = not given; Special request = aisle near the front; Search destination = Porto
search: Search airports = Galway
save: Name on bag tag = A Morgan > Save tag
open: Lounges; Delays explained; Family travel

# helpline.example | Helpline desk | en | own
press: Take ticket; Add internal note; Set to pending; Solve; Merge into; Next ticket; Snooze; Change priority; Show customer history; Insert macro; Preview answer; Discard reply; Translate; Split ticket; Tag as billing; Unassign
check: Only unassigned; Show closed
choose: Queue = First line / Hardware / Returns; Status = Open / Pending / Solved; Priority = Low / Normal / Urgent
type: Internal note = waits for a part; Search tickets = broken lid; Tag = kettle
search: Search knowledge base = reset filter light
save: Macro name = Ask for serial number > Save macro
open: Queues; Satisfaction; Shifts
`;
