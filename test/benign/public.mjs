// What people have an agent do on pages that anybody can read. See sites.mjs for the shape.
export const PUBLIC = `
# kettleshop.example | The Kettle Shop | en | public
press: Add to cart; Add to wish list; Compare; Size guide; Show reviews; Most helpful; Zoom picture; Next picture; In stock only; Apply filters; Clear all filters; Remove from comparison; Notify me when back; Show delivery times; Read more; Edit cart; Update quantity; Save for later; Use a gift card later; Estimate shipping
check: Enamel; Gift wrap; Free returns
choose: Colour = Blue / White / Black; Sort by = Price / Rating / Newest; Quantity = 1 / 2 / 3
type: Search the shop = gooseneck; Postcode for delivery time = H91; Gift message = Happy birthday, Sam
search: Find products = tea strainer
open: Returns; Opening hours; Payment methods; Care instructions

# morningpost.example | The Morning Post | en | public
press: Read aloud; Larger type; Share link; Show comments; Load more; Next article; Play video; Mute; Skip advert; Close banner; Reject all; Necessary only; Dark mode; Print article; Save article; Follow this topic; Show captions; Back to top
check: Only local news; Show pictures
choose: Edition = Europe / World; Section = Politics / Science / Sport
type: Search archive = ferry strike; Name shown with comment = Robin
search: Search news = harbour bridge
open: Crossword; Weather; Corrections; Letters

# openwiki.example | Openwiki | en | public
press: Edit; Show preview; Show changes; Publish changes; View history; Compare revisions; Undo edit; Talk; Watch page; Random article; Expand section; Cite this page; What links here; Insert link; Insert reference; Cancel; Add topic; Thank
check: Minor edit; Watch this page
choose: Language = Deutsch / Español; Sort by = Relevance / Date
type: Summary of edit = fixed a date; Article text = The ferry first ran in 1904.; Search wiki = lighthouse
search: Search articles = tidal power
save: New topic title = Source for the opening date > Add topic
open: Recent changes; Help; Main page

# spoonful.example | Spoonful recipes | en | public
press: Jump to recipe; Start cooking mode; Next step; Double the quantities; Metric; Print recipe; Save to collection; Rate 4 stars; Show nutrition; Copy ingredients; Add to shopping list; Remove from shopping list; Swap ingredient; Start timer; Delete note; Show video
check: Vegetarian; Under 30 minutes; No nuts
choose: Servings = 2 / 4 / 6; Course = Starter / Main / Dessert
type: Ingredient I have = leeks; Note on recipe = less salt; Search recipes = potato soup
search: Find recipes = rhubarb
open: Seasonal; Baking; How we test

# weatherglass.example | Weatherglass | en | public
press: Hourly; Ten days; Use my location later; Celsius; Fahrenheit; Play radar; Pause radar; Show wind; Show rain; Tides; Pollen; Hide map; Add place; Next day
check: Severe weather only; 24-hour clock
choose: Layer = Temperature / Cloud; Model = Local / Global
type: Town = Galway; Compare with = Bergen
search: Find a place = Clifden
open: Climate averages; Glossary; Marine forecast

# waymarks.example | Waymarks maps | en | public
press: Directions; Avoid tolls; By bicycle; Walk; Reverse route; Add stop; Remove stop; Share place; Save place; Satellite; Zoom in; Zoom out; Measure distance; Nearby cafés; Street photos; Call; Send to phone; Report a closed road
check: Avoid ferries; Step-free route
choose: Depart = Now / 08:00 / 18:00; Units = km / miles
type: From = Quay Street; To = Museum of Country Life; Search along route = petrol
search: Search map = ferry terminal
open: Cycle maps; Offline areas

# boatyard.example | Boatyard forum | en | public
press: Like; Quote; Reply; Post reply; Preview post; Bookmark; Follow thread; Unfollow; Show spoiler; Jump to new; Page 2; Mark all read; Report spam; Helpful; Insert picture link; Cancel reply; Vote in poll; Show results; Mark as solution
check: Notify me of replies; Hide signatures
choose: Section = Engines / Sails / Buy and sell; Order = Newest / Oldest
type: Reply text = I had the same leak, it was the seal.; Thread title = Varnish that lasts
search: Search threads = bilge pump
save: Status line = Out at sea > Update status
open: Rules; Members; Photo of the month

# citylibrary.example | City Library | en | public
press: Place hold; Cancel hold; Renew; Renew all; Show availability; Read sample; Add to list; Next page; Filter by language; Audiobook; Borrow e-book; Return early; Show shelf mark; Suggest a title; Similar books; Clear search
check: Available now; Large print
choose: Branch = Centre / Harbour / West; Format = Book / Audio / Film
type: Title = The Old Harbour; Author = Kelly; Suggest = a history of kettles
search: Search catalogue = knots
open: Events; Opening times; Reading groups; Fines explained

# workboard.example | Workboard jobs | en | public
press: Show vacancy; Save job; Easy apply later; Hide this job; Show salary; Similar jobs; Next page; Share vacancy; Upload CV later; Preview application; Add language; Add experience; Remove experience; Clear dates; Show map; Translate
check: Remote; Part time; Posted this week
choose: Distance = 5 km / 20 km; Level = Junior / Senior; Contract = Fixed / Permanent
type: Job title = boat builder; Town = Westport; Years of experience = 6; Cover letter = I have built wooden boats for six years.
search: Search jobs = joiner
open: Companies; Interview tips; Salary guide

# keystone.example | Keystone homes | en | public
press: Photos; Floor plan; Map; Next photo; Save search; Draw area; Arrange a viewing; Mortgage calculator; Calculate; Show schools nearby; Hide property; Contact details; Price history; Compare homes; Remove from list; Virtual tour
check: Garden; Parking; Pets allowed
choose: Bedrooms = 1 / 2 / 3; Kind = House / Flat; Radius = 1 km / 5 km
type: Highest price = 320000; Area = Salthill; Deposit = 40000; Interest rate = 3.4
search: Search homes = Clifden
open: Buying guide; Agents; Energy ratings

# matchday.example | Matchday sports | en | public
press: Live; Results; Table; Fixtures; Line-ups; Follow team; Unfollow team; Watch highlights; Next round; Show statistics; Refresh scores; Vote man of the match; Mute commentary; Calendar
check: Hide scores; Women's league
choose: League = First / Second; Season = 2025 / 2026
type: Search teams = Harbour United; Predict score = 2-1
search: Find players = Kelly
open: Stadiums; Rules of the game

# listenwell.example | Listenwell podcasts | en | public
press: Play; Pause; Forward 30 seconds; Back 15 seconds; Speed 1.5; Follow show; Download episode; Add to queue; Clear queue; Show transcript; Sleep timer; Share episode; Mark as played; Next episode; Chapters
check: Skip silence; Hide played
choose: Speed = 1 / 1.25 / 1.5; Sort = Newest / Oldest
type: Search shows = history of tea; Jump to minute = 12
search: Find podcasts = sailing
open: Top charts; Categories; New this week

# railtimes.example | Railtimes | en | public
press: Earlier; Later; Show stops; Platform changes; Return journey; Swap stations; Cheapest day; First class; Seat map; Delay forecast; Add railcard; Remove railcard; Save journey; Alert me; Show carriage order; Next day
check: Direct trains only; Bicycle space
choose: Passengers = 1 / 2; Leaving = 07:00 / 09:00; Class = Second / First
type: From station = Galway; To station = Dublin Heuston; Via = Athlone
search: Live departures = Athlone
open: Engineering works; Luggage; Accessibility; Refunds explained
`;
