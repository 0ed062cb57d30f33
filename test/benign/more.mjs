// Written after the other three had been run, to see whether what was learned from them holds elsewhere. See sites.mjs for the shape.
export const MORE = `
# petalpost.example | Petal Post florist | en | public
press: Add to basket; Choose a vase; Remove ribbon; Change delivery day; Add a card; Remove message; Show care tips; Compare bouquets; Pick another colour; Previous arrangement; Clear occasion; Track a delivery; Show florist nearby; Enlarge
check: No plastic; Surprise me
choose: Occasion = Birthday / Thanks; Size = Small / Large; Delivery window = Morning / Evening
type: Message on card = With love from all of us; Search flowers = peonies; Recipient town = Sligo
search: Find bouquets = tulips
open: Delivery areas; Freshness promise; Corporate

# gatherly.example | Gatherly events | en | own
press: RSVP yes; Change RSVP; Bring a dish; Remove dish; Invite settings explained; Show guest list; Mute updates; Add photo album; Export guest list; Message history; Copy event; Pin announcement; Hide past events; Swap shift; Release my spot
check: Vegetarian; Needs a lift
choose: Reply = Going / Maybe; Sort guests = Name / Reply
type: Dish = potato salad; Comment = We will be there at six; Search events = picnic
search: Search events nearby = choir
save: Short bio = Likes kayaks > Save bio
open: My events; Past events; Tips for hosts

# studyden.example | Studyden courses | en | own
press: Resume lesson; Mark complete; Retake quiz; Submit quiz; Hint; Skip question; Next question; Flag question; Clear answer; Show solution; Download slides; Add bookmark; Remove bookmark; Take notes; Show grades; Unenrol from reminders; Speed 1.25
check: Captions; Autoplay next
choose: Answer = A / B / C; Unit = 1 / 2 / 3
type: Answer in words = photosynthesis; Note at 3:20 = ask about this; Search lessons = cells
search: Search course = enzymes
save: Weekly goal hours = 4 > Set goal
open: Certificates explained; Syllabus; Discussion

# pawclinic.example | Paw Clinic vet | en | own
press: Show vaccinations; Add weight; Remove weight entry; Request refill later; Ask a question; Show lab values; Reschedule; Choose another vet; Show growth chart; Mark as given; Snooze reminder; Print card; Switch pet; Add pet photo
check: Indoor cat; Insured
choose: Pet = Biscuit / Otto; Kind of visit = Check-up / Teeth
type: Weight = 4.3; Symptom = limps on the left; Name of food = salmon dry
search: Search advice = ticks
save: Microchip note = scanned in May > Save note
open: Emergency hours; Insurance explained; Our team

# gridpaper.example | Gridpaper spreadsheets | en | own
press: Insert column left; Delete column; Merge cells; Split text; Sum; Create chart; Remove chart legend; Apply number format; Trim spaces; Remove duplicates; Group rows; Ungroup; Paste values; Clear contents; Add sheet; Duplicate sheet; Hide sheet; Protect view only; Recalculate
check: Show formulas; Gridlines
choose: Format = Number / Date / Text; Chart type = Line / Bar; Zoom = 75 % / 100 %
type: Formula = =SUM(B2:B9); Sheet name = Budget; Cell B2 = 1250; Find = total
search: Search functions = median
save: Named range = costs > Add name
open: Function list; Shortcuts; Import guide

# podrozni.example | Podróżni | pl | public
press: Dodaj do koszyka; Usuń filtr; Usuń przystanek; Pokaż więcej; Następna strona; Wyczyść filtry; Zmień ilość; Porównaj; Zapisz trasę; Tylko niezbędne; Drukuj; Udostępnij link; Anuluj wyszukiwanie
check: Tylko bezpośrednie; Z rowerem
choose: Klasa = 1 / 2; Sortuj = Cena / Czas
type: Skąd = Gdynia; Dokąd = Toruń
search: Szukaj połączeń = Hel
open: Bagaż; Zwroty; Pomoc

# chitalnya.example | Читальня | ru | public
press: Продлить; Показать ещё; Следующая страница; Сбросить фильтры; Удалить фильтр; В закладки; Убрать из закладок; Убрать из списка; Сравнить; Печать; Увеличить шрифт; Закрыть; Только необходимые
check: Есть в наличии; Крупный шрифт
choose: Зал = Главный / Детский; Формат = Книга / Аудио
type: Название = Старая гавань; Автор = Келли
search: Поиск по каталогу = узлы
open: Часы работы; События

# jangbogo.example | 장보고 | ko | public
press: 장바구니에 담기; 찜하기; 비교하기; 필터 초기화; 필터 삭제; 다음; 이전; 수량 변경; 후기 보기; 더 보기; 목록에서 삭제; 닫기; 인쇄
check: 품절 제외; 무료 배송
choose: 색상 = 파랑 / 흰색; 정렬 = 가격 / 평점
type: 상품 검색 = 찻주전자; 요청 사항 = 문 앞에 놓아 주세요
search: 찾기 = 거름망
open: 반품 안내; 결제 수단

# bakeriet.example | Bakeriet | da | public
press: Læg i kurv; Fjern filter; Fjern fra liste; Vis mere; Næste; Tilbage; Gem opskrift; Udskriv; Kun nødvendige; Start timer; Del link; Skift enhed
check: Uden nødder; Under 30 minutter
choose: Portioner = 2 / 4; Sortér = Nyeste / Bedste
type: Søg = rugbrød; Note = mindre salt
search: Find opskrift = boller
open: Sæson; Om os

# kirjasto.example | Satamakirjasto | fi | public
press: Varaa; Uusi laina; Seuraava sivu; Poista suodatin; Lisää listalle; Poista listalta; Näytä lisää; Tulosta; Sulje; Suurenna; Vain välttämättömät
check: Saatavilla nyt; Isotekstiset
choose: Toimipiste = Keskusta / Satama; Aineisto = Kirja / Ääni
type: Nimeke = Vanha satama; Tekijä = Kelly
search: Hae luettelosta = solmut
open: Aukioloajat; Tapahtumat

# sefer.example | ספריית הנמל | he | public
press: הזמנת ספר; הארכה; הדף הבא; הדף הקודם; ניקוי מסננים; הסרת מסנן; הוספה לרשימה; הדפסה; סגירה; הצגת עוד
check: זמין כעת; אותיות גדולות
choose: סניף = מרכז / נמל
type: שם = הנמל הישן; מחבר = קלי
search: חיפוש בקטלוג = קשרים
open: שעות פתיחה; אירועים

# bepnha.example | Bếp Nhà | vi | public
press: Thêm vào giỏ; Xóa bộ lọc; Xem thêm; Trang sau; Lưu công thức; Bỏ lưu; In; Chỉ cần thiết; Bắt đầu hẹn giờ; Chia sẻ liên kết; Đổi số lượng; Xóa khỏi danh sách
check: Chay; Dưới 30 phút
choose: Khẩu phần = 2 / 4; Sắp xếp = Mới / Hay
type: Nguyên liệu = khoai tây; Ghi chú = ít muối
search: Tìm món = canh
open: Theo mùa; Mẹo
`;
