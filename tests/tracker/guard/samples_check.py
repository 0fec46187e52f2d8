"""Pages written after the rules, as a check of them: nothing here was looked at while the words were chosen."""

from __future__ import annotations

from tests.tracker.guard.pages import Sample, site, wall

WALLS: dict[str, Sample] = {
    "en queue": wall(
        "DDoS-Guard",
        "# Checking your browser before accessing mfa.norvale.example",
        "Please wait while we check that your browser is genuine. You will be sent on in 5 seconds.",
    ),
    "en waf support": wall(
        "Request Rejected",
        "The requested URL was rejected. Please consult with your administrator.",
        "Your support ID is: 15548846522140066317",
    ),
    "en bot form": wall(
        "Robot Check",
        "Enter the characters you see below",
        "Sorry, we just need to make sure you're not a robot. For best results, please make sure your browser is accepting cookies.",
    ),
    "en press hold": wall(
        "Access to this page has been denied",
        "Press & Hold to confirm you are a human (and not a bot).",
        "Reference ID 4f1c2d30-0000-11ef",
    ),
    "en banner page": wall(
        "Cookies on mfa.norvale.example",
        "We'd like to set additional cookies to understand how you use this site, remember your settings and improve government services.",
        "Accept additional cookies",
        "Reject additional cookies",
        "View cookies",
    ),
    "en paywall login": site(
        "Press room",
        "# Members of the press",
        "You must log in to read this document.",
        "E-mail",
        "Password",
        "Stay signed in",
        "Request an account",
    ),
    "en session": site(
        "Ministry of Foreign Affairs", "Your session has timed out due to inactivity. Please log in again."
    ),
    "en upgrade": site(
        "Ministry of Foreign Affairs",
        "# We'll be back soon!",
        "Our website is being upgraded and will be available again at 08:00. Thank you for your patience.",
    ),
    "en 503": wall("503 Service Temporarily Unavailable", "# 503 Service Temporarily Unavailable", "nginx"),
    "en db": wall("Error", "# Error establishing a database connection"),
    "en 404 terse": wall(
        "404 Not Found",
        "# Not Found",
        "The requested URL /news/4711 was not found on this server.",
        "Apache Server at mfa.norvale.example Port 443",
    ),
    "en 404 archive": site(
        "Ministry of Foreign Affairs",
        "# This content has moved",
        "The content you are looking for is no longer on this site. It may be in the archive of the former government.",
        "Visit the archive",
    ),
    "en 404 list": site(
        "Page not found - MFA Norvale",
        "The page could not be found. Here are our latest releases:",
        *(
            f"- Norvale and Estmark hold talks number {number} on the Halden Sea and agree to meet again in spring"
            for number in range(12)
        ),
    ),
    "en geo": wall(
        "Not available",
        "Sorry, this website cannot be reached from your country. If you use a VPN, please switch it off and try again.",
    ),
    "en ip": wall(
        "Blocked",
        "Your IP address 203.0.113.9 has been blocked because of too many requests. Contact the webmaster if you think this is a mistake.",
    ),
    "ko bot": wall(
        "접속 확인",
        "비정상적인 접속이 감지되어 접속을 제한합니다. 아래 보안문자를 입력하시면 계속 이용하실 수 있습니다.",
        language="ko",
    ),
    "ko missing": site(
        "외교부",
        "죄송합니다. 요청하신 페이지를 찾을 수 없습니다.",
        "방문하시려는 페이지의 주소가 잘못 입력되었거나, 변경 혹은 삭제되어 찾을 수 없습니다.",
        "이전 페이지로",
        language="ko",
    ),
    "ko deleted": site("외교부", "삭제되었거나 존재하지 않는 게시물입니다.", language="ko"),
    "ko work": wall(
        "시스템 작업 안내",
        "보다 나은 서비스를 위해 시스템 점검 작업을 진행하고 있습니다.",
        "작업 시간 동안 홈페이지 이용이 불가하오니 양해 바랍니다.",
        language="ko",
    ),
    "ja missing": site(
        "404 エラー",
        "指定されたページまたはファイルは存在しません。",
        "URLをご確認の上、再度アクセスしてください。",
        language="ja",
    ),
    "ja consent": wall(
        "クッキーについて",
        "当サイトでは、利便性の向上のためクッキーを利用しています。サイトの閲覧を続けると、クッキーの利用に同意したことになります。",
        "同意する",
        "拒否する",
        language="ja",
    ),
    "ja bot": wall(
        "確認",
        "あなたがロボットではないことを確認してください。",
        "続けるにはJavaScriptとCookieを有効にしてください。",
        language="ja",
    ),
    "zh missing": site(
        "404", "抱歉，您所查找的页面不存在，可能已被删除或您输错了网址！", "5秒后自动返回首页", language="zh"
    ),
    "zh waf": wall(
        "405",
        "很抱歉，由于您访问的URL有可能对网站造成安全威胁，您的访问被阻断。",
        "您的请求ID是：784e3a1b",
        language="zh",
    ),
    "zh trad": site("外交部", "很抱歉，找不到您要的網頁，該網頁可能已移除或更名。", "回首頁", language="zh"),
    "zh login": wall("用户登录", "请输入账号和密码登录系统。", "忘记密码？", language="zh"),
    "fr missing": site(
        "Erreur 404",
        "Oups ! Cette page semble introuvable.",
        "Le lien que vous avez suivi est peut-être rompu.",
        language="fr",
    ),
    "fr bot": wall(
        "Un instant…",
        "Nous vérifions que vous n'êtes pas un robot. Cela peut prendre quelques secondes.",
        language="fr",
    ),
    "fr login": wall(
        "Connexion",
        "Vous devez être connecté pour accéder à cette page.",
        "Identifiant",
        "Mot de passe",
        "Mot de passe oublié ?",
        language="fr",
    ),
    "de missing": site(
        "Fehler 404",
        "Die gewünschte Seite konnte nicht gefunden werden. Möglicherweise haben Sie einen veralteten Link benutzt.",
        "Zur Startseite",
        language="de",
    ),
    "de bot": wall(
        "Nur einen Moment…",
        "Wir prüfen, ob Ihre Verbindung sicher ist. Bitte aktivieren Sie JavaScript und Cookies, um fortzufahren.",
        language="de",
    ),
    "de login": wall(
        "Anmeldung",
        "Bitte melden Sie sich mit Ihrem Benutzernamen und Passwort an.",
        "Passwort vergessen?",
        language="de",
    ),
    "es maintenance": wall(
        "Aviso",
        "Este sitio web se encuentra temporalmente fuera de servicio por tareas de mantenimiento. Disculpe las molestias.",
        language="es",
    ),
    "es consent": wall(
        "Privacidad",
        "Utilizamos cookies propias y de terceros para analizar la navegación. Puede aceptarlas todas o configurarlas.",
        "Aceptar todas",
        "Configurar",
        language="es",
    ),
    "es bot": wall(
        "Un momento…",
        "Verifique que usted es humano completando la acción siguiente.",
        "El sitio necesita revisar la seguridad de su conexión antes de continuar.",
        language="es",
    ),
    "ru missing": site(
        "404",
        "К сожалению, такой страницы не существует.",
        "Вероятно, она была удалена, либо её здесь никогда не было.",
        language="ru",
    ),
    "ru works": wall(
        "Сайт временно недоступен",
        "На сайте проводятся технические работы. Приносим извинения за временные неудобства.",
        language="ru",
    ),
    "ru denied": wall(
        "Доступ ограничен", "Доступ к запрашиваемому ресурсу с вашего IP-адреса ограничен.", language="ru"
    ),
    "ar missing": site(
        "404", "عفواً، لم يتم العثور على الصفحة المطلوبة.", "ربما تم حذفها أو تغيير عنوانها.", language="ar"
    ),
    "ar bot": wall(
        "لحظة…",
        "يرجى التأكد من أنك لست روبوتاً.",
        "يلزم تفعيل جافا سكريبت وملفات تعريف الارتباط للمتابعة.",
        language="ar",
    ),
    "ar login": wall(
        "تسجيل الدخول", "يجب تسجيل الدخول لعرض هذا المحتوى.", "اسم المستخدم", "كلمة المرور", language="ar"
    ),
    "pt maintenance": wall(
        "Manutenção",
        "O portal está temporariamente indisponível para manutenção programada. Pedimos desculpa pelo incómodo.",
        language="pt",
    ),
    "pt missing": site(
        "Erro",
        "Ops! Não encontramos a página que você está procurando.",
        "Ir para a página inicial",
        language="pt",
    ),
    "pt consent": wall(
        "Cookies",
        "Este site utiliza cookies para melhorar a sua experiência. Ao continuar a navegar, concorda com a sua utilização.",
        "Aceitar",
        language="pt",
    ),
}

GENUINE: dict[str, Sample] = {
    "website notice": site(
        "Change to consular appointments",
        "The consular booking portal will be unavailable on 5 May between 02:00 and 04:00. Appointments already made remain valid.",
    ),
    "sanctions on a hosting firm": site(
        "Norvale sanctions hosting company",
        "Norvale today imposed sanctions on a company that ran login pages for phishing. Its servers are blocked, and its assets frozen. Norvale will do the same to others.",
    ),
    "privacy talks": site(
        "Data adequacy talks with Estmark",
        "We value your privacy rules, the Minister told her colleague. The two sides agreed to conclude a data agreement before summer.",
    ),
    "captcha law": site(
        "Accessibility directive adopted",
        "From 2032 a public website may no longer ask visitors to solve a captcha. Norvale voted for the directive.",
    ),
    "missing persons": site(
        "Search for the missing crew",
        "The crew could not be found. The search will go on tomorrow. Norvale thanks Estmark for its help.",
    ),
    "page of history": site(
        "Treaty of Halvern",
        "Today we turn a page. The page you wrote, Mr President, has been read by the whole world.",
    ),
    "quoted error": site(
        "Reply to a question on the attack on the registry",
        "Citizens who opened the registry on Monday saw the message “This site is temporarily unavailable”. The ministry will publish what happened within a week.",
    ),
    "forbidden zone": site(
        "Forbidden",
        "Entry into the waters off Cape Sund is forbidden. Norvale will enforce the ban from Monday.",
    ),
    "visa denied": site(
        "Visas", "You do not need a visa. Nationals of Estmark may enter without one from 1 May."
    ),
    "maintenance of the dam": site(
        "Maintenance",
        "Norvale and Estmark agreed to share the cost of the maintenance of the Upper Dam until 2040.",
    ),
    "withdrawn earlier statement": site(
        "Statement replaces that of 3 March",
        "This statement replaces the one of 3 March, which has been withdrawn. Norvale recognises the new government of Veskia.",
    ),
    "troops withdrawn": site(
        "Withdrawal",
        "The last troops have been withdrawn. This withdrawal ends the mission that began in 2019.",
    ),
    "ko condolence": site("애도 성명", "정부는 희생자 유가족에게 깊은 위로의 뜻을 전한다.", language="ko"),
    "ko cyber": site(
        "사이버 공격 규탄",
        "정부는 외교부 홈페이지에 대한 사이버 공격을 강력히 규탄한다. 서비스는 복구되었으며, 책임자를 추적할 것이다.",
        language="ko",
    ),
    "ja condolence": site("弔意", "政府は、亡くなられた方々に心から哀悼の意を表します。", language="ja"),
    "zh power": site("发言人谈话", "两国电力系统维护合作协议今日签署。诺维尔将提供技术支持。", language="zh"),
    "fr error": site(
        "Rectificatif",
        "Une erreur s'est glissée dans le communiqué du 3 mars : il faut lire « Estmark ». La Norvale présente ses excuses.",
        language="fr",
    ),
    "de fehler": site(
        "Berichtigung",
        "In der Erklärung vom 3. März ist ein Fehler aufgetreten. Richtig ist: Norwale wird im Mai zwei Schiffe entsenden.",
        language="de",
    ),
    "es acceso": site(
        "Comunicado",
        "Se denegó el acceso a los inspectores. No está disponible en su país, dijo el ministro, ningún informe sobre los hechos.",
        language="es",
    ),
    "ru visit": site(
        "Комментарий",
        "Доступ инспекторов на объект закрыт. Норвейл требует открыть его без промедления.",
        language="ru",
    ),
    "ar condolence": site(
        "تعزية", "تعرب نورفال عن خالص تعازيها لأسر الضحايا وتتمنى الشفاء للمصابين.", language="ar"
    ),
    "pt power": site(
        "Nota",
        "A usina encontra-se em manutenção até maio. A Norvale informou os países vizinhos.",
        language="pt",
    ),
}
