// The same in other languages, right-to-left ones too. See sites.mjs for the shape.
export const ELSEWHERE = `
# briefkasten.example | Briefkasten | de | own
press: Als ungelesen markieren; Archivieren; Antwort verwerfen; Weiter; Zurück; Filter entfernen; Alle auswählen; Auswahl aufheben; Drucken; Verschieben in Ordner; Markieren; Später erinnern; Ansicht ändern; Entwurf speichern
check: Bilder anzeigen; Kompakte Ansicht
choose: Sortieren nach = Neueste / Älteste
type: Suche = Rechnung März; Betreff = Samstag
search: In allen Ordnern suchen = Fähre
open: Entwürfe; Regeln; Hilfe

# krautladen.example | Krautladen | de | public
press: In den Warenkorb; Zum Merkzettel; Vergleichen; Bewertungen anzeigen; Nächstes Bild; Filter zurücksetzen; Menge ändern; Größentabelle; Nur notwendige; Mehr anzeigen; Lieferzeit prüfen; Gutschein später einlösen
check: Nur lieferbare; Bio
choose: Farbe = Blau / Weiß; Sortierung = Preis / Bewertung
type: Suchbegriff = Teekanne; Postleitzahl = 20095
search: Produkte suchen = Sieb
open: Rückgabe; Zahlungsarten; Öffnungszeiten

# monguichet.example | Mon guichet | fr | own
press: Afficher le dossier; Télécharger le justificatif; Suivant; Précédent; Effacer les filtres; Marquer comme lu; Imprimer; Modifier la recherche; Ajouter une note; Voir le calendrier; Fermer; Annuler la recherche
check: Afficher les archives; Recevoir un résumé
choose: Année = 2024 / 2025; Trier par = Date / Titre
type: Rechercher un document = attestation; Remarque = deuxième page
search: Chercher dans l'aide = changement d'adresse
open: Horaires; Délais; Contact

# marmite.example | La Marmite | fr | public
press: Imprimer la recette; Doubler les quantités; Étape suivante; Enregistrer la recette; Noter 4 étoiles; Tout refuser; Afficher les avis; Ajouter à la liste de courses; Retirer de la liste; Lancer le minuteur; Partager le lien
check: Végétarien; Sans gluten
choose: Parts = 2 / 4; Plat = Entrée / Dessert
type: Ingrédient = poireau; Mon commentaire = moins de sel
search: Rechercher une recette = soupe
open: De saison; Astuces

# miagenda.example | Mi agenda | es | own
press: Hoy; Semana siguiente; Nuevo evento; Duplicar; Aceptar invitación; Quizás; Añadir recordatorio; Ocultar fines de semana; Imprimir; Quitar filtro; Deshacer; Ver detalles
check: Todo el día; Mostrar festivos
choose: Vista = Día / Semana / Mes
type: Título = Dentista; Lugar = Sala 4; Notas = llevar radiografías
search: Buscar eventos = reunión
open: Festivos; Ayuda

# biblioteca.example | Biblioteca del puerto | es | public
press: Reservar libro; Renovar; Ver disponibilidad; Leer muestra; Siguiente página; Borrar filtros; Añadir a la lista; Quitar de la lista; Solo lo necesario; Compartir
check: Disponible ahora; Letra grande
choose: Formato = Libro / Audio; Sucursal = Centro / Norte
type: Autor = Kelly; Título = El viejo puerto
search: Buscar en el catálogo = nudos
open: Horario; Actividades

# postino.example | Postino | it | own
press: Segna come letto; Archivia; Annulla; Avanti; Indietro; Rimuovi filtro; Mostra tutto; Stampa; Aggiungi etichetta; Salva bozza
check: Mostra immagini; Vista compatta
choose: Ordina per = Più recenti / Più vecchi
type: Cerca = traghetto; Oggetto = sabato
search: Cerca in tutte le cartelle = fattura
open: Bozze; Aiuto

# fietsplan.example | Fietsplan | nl | public
press: Route plannen; Omkeren; Stop toevoegen; Stop verwijderen; Inzoomen; Uitzoomen; Bewaar route; Alleen noodzakelijk; Hoogteprofiel; Deel route; Kaartlaag; Volgende
check: Veerpont vermijden; Knooppunten tonen
choose: Vertrek = Nu / 08:00
type: Van = Utrecht; Naar = Amersfoort
search: Zoek plaats = Zeist
open: Kaarten; Veelgestelde vragen

# aulaviva.example | Aula Viva | pt | own
press: Ver horário; Marcar como concluído; Próxima aula; Baixar material; Imprimir; Limpar filtros; Adicionar lembrete; Cancelar busca; Mostrar notas; Fechar aviso
check: Mostrar concluídas; Lembrar por som
choose: Turma = A / B; Período = 1 / 2
type: Pergunta = Qual é a página?; Buscar aula = álgebra
search: Buscar no curso = frações
open: Calendário; Professores

# koepress.example | Kioskpressen | sv | public
press: Läs mer; Större text; Dela länk; Visa kommentarer; Nästa artikel; Endast nödvändiga; Spara artikel; Skriv ut; Spela upp; Ladda fler
check: Bara lokalt; Visa bilder
choose: Del = Nyheter / Sport
type: Sök i arkivet = färja
search: Sök = hamnbron
open: Korsord; Väder

# minato.example | みなと図書館 | ja | public
press: 予約する; 予約状況を見る; 延長する; 次のページ; 前のページ; 絞り込みを解除; リストに追加; 試し読み; 印刷; 閉じる; 必要なものだけ; 拡大
check: 貸出可能のみ; 大活字
choose: 館 = 中央 / 港; 形式 = 本 / 音声
type: 書名 = 古い港; 著者 = 田中
search: 蔵書を検索 = 結び方
open: 開館時間; 行事

# chalu.example | 茶路商店 | zh | public
press: 加入购物车; 加入收藏; 比较; 查看评价; 下一张; 清除筛选; 修改数量; 仅必要; 显示更多; 查看运费; 编辑购物车; 关闭
check: 仅看有货; 包邮
choose: 颜色 = 蓝 / 白; 排序 = 价格 / 评分
type: 搜索商品 = 茶壶; 备注 = 请包好
search: 查找 = 滤茶器
open: 退换说明; 支付方式

# maktaba.example | مكتبة الميناء | ar | public
press: حجز الكتاب; عرض حالة الحجز; تمديد; الصفحة التالية; الصفحة السابقة; مسح التصفية; أضف إلى القائمة; طباعة; إغلاق; عرض المزيد
check: المتاح الآن; خط كبير
choose: الفرع = المركز / الميناء
type: العنوان = الميناء القديم; المؤلف = كيلي
search: ابحث في الفهرس = عقد
open: ساعات العمل; الفعاليات

# gundem.example | Gündem takvimi | tr | own
press: Bugün; Sonraki hafta; Yeni etkinlik; Kabul et; Hatırlatıcı ekle; Filtreyi kaldır; Yazdır; Geri al; Ayrıntılar; Kapat
check: Tüm gün; Tatilleri göster
choose: Görünüm = Gün / Hafta
type: Başlık = Diş hekimi; Yer = Oda 4
search: Etkinlik ara = toplantı
open: Tatiller; Yardım
`;
