"""Pages written while the rules were: walls in ten languages, and short releases that speak of what walls speak of."""

from __future__ import annotations

from tests.tracker.guard.pages import Sample, site, wall

WALLS: dict[str, Sample] = {
    "en challenge": wall(
        "Just a moment...",
        "mfa.norvale.example",
        "Verifying you are human. This may take a few seconds.",
        "mfa.norvale.example needs to review the security of your connection before proceeding.",
        "Ray ID: 7f3a9c0b1d2e3f45",
        "Performance & security by Cloudflare",
    ),
    "en edge denied": wall(
        "Access Denied",
        "# Access Denied",
        'You don\'t have permission to access "http://mfa.norvale.example/news/4711" on this server.',
        "Reference #18.2f3b1602.1924991234.5a6b7c8d",
    ),
    "en incident": wall(
        "mfa.norvale.example",
        "Request unsuccessful. Incapsula incident ID: 1042000580114223344-8712345678912",
    ),
    "en consent": wall(
        "Before you continue",
        "# We value your privacy",
        "We and our 214 partners store and access information on your device, such as cookies, to personalise content and analyse traffic.",
        "You can change your choices at any time in our privacy policy.",
        "Accept all",
        "Manage options",
    ),
    "en login": wall(
        "Ministry Intranet",
        "# Sign in",
        "Please sign in to continue.",
        "Username",
        "Password",
        "Forgot your password?",
        extra='<form><input type="text" name="u"><input type="password" name="p"></form>',
    ),
    "en maintenance": site(
        "Ministry of Foreign Affairs",
        "# Scheduled maintenance",
        "Our website is currently undergoing scheduled maintenance and is not available. We apologise for any inconvenience and should be back by Monday morning.",
    ),
    "en soft 404": site(
        "Page not found | Ministry of Foreign Affairs",
        "# Page not found",
        "Sorry, the page you are looking for cannot be found. It may have been moved or deleted.",
        "Return to the homepage or use the search to find what you need.",
    ),
    "en soft 404 with news": site(
        "Ministry of Foreign Affairs of Norvale",
        "# Oops!",
        "We can't find the page you're looking for.",
        "Check the address for typing errors or start again from our homepage.",
        "- Statements",
        "- Travel advice",
        "- Contact",
    ),
    "en script": wall(
        "", "Please enable JavaScript to view the page content. Your support ID is: 8711223344556677."
    ),
    "en captcha": wall(
        "Security check",
        "To continue, please complete the CAPTCHA below and confirm you are not a robot.",
        extra='<div class="g-recaptcha" data-sitekey="6Lx"></div>',
    ),
    "en geo": wall("Unavailable", "This content is not available in your region.", "Error code: 451"),
    "ko challenge": wall(
        "잠시만 기다리십시오…",
        "mfa.norvale.example",
        "사람인지 확인하는 중입니다. 몇 초 정도 걸릴 수 있습니다.",
        "계속하려면 JavaScript를 활성화하고 쿠키를 허용해 주십시오.",
        language="ko",
    ),
    "ko soft 404": site(
        "노르베일 외교부",
        "# 페이지를 찾을 수 없습니다",
        "요청하신 페이지가 존재하지 않거나 주소가 변경되었습니다. 입력하신 주소를 다시 한번 확인해 주시기 바랍니다.",
        language="ko",
    ),
    "ko maintenance": site(
        "서비스 점검 안내",
        "홈페이지 서버 점검으로 서비스를 일시 중단합니다. 이용에 불편을 드려 죄송합니다.",
        "점검 시간: 22:00 ~ 06:00",
        language="ko",
    ),
    "ko login": site("로그인", "로그인이 필요합니다. 아이디와 비밀번호를 입력해 주십시오.", language="ko"),
    "ja soft 404": site(
        "外務省",
        "お探しのページは見つかりませんでした。",
        "ページは移動または削除された可能性があります。トップページからお探しください。",
        language="ja",
    ),
    "ja maintenance": wall(
        "メンテナンス中",
        "ただいまサーバーメンテナンスのため、ホームページをご利用いただけません。ご不便をおかけして申し訳ございません。",
        language="ja",
    ),
    "zh challenge": wall(
        "安全验证", "正在检查您的浏览器，请稍候。", "请完成安全验证后继续访问网站。", language="zh"
    ),
    "zh soft 404": site("提示信息", "对不起，您访问的页面不存在或已被删除。", "返回首页", language="zh"),
    "zh maintenance": wall(
        "系统维护", "网站正在维护升级，请稍后再试。给您带来不便，敬请谅解。", language="zh"
    ),
    "fr soft 404": site(
        "Ministère",
        "# Page introuvable",
        "La page que vous recherchez n'existe pas ou a été déplacée.",
        "Retour à l'accueil",
        language="fr",
    ),
    "fr consent": wall(
        "Votre vie privée",
        "# Le respect de votre vie privée est notre priorité",
        "Nous utilisons des cookies pour mesurer l'audience de notre site.",
        "Vous pouvez modifier vos choix à tout moment.",
        "Tout accepter",
        "Tout refuser",
        language="fr",
    ),
    "fr maintenance": wall(
        "Maintenance",
        "Notre site est actuellement en maintenance. Merci de votre compréhension, veuillez réessayer plus tard.",
        language="fr",
    ),
    "de soft 404": site(
        "Auswärtiges Amt",
        "# Seite nicht gefunden",
        "Die von Ihnen aufgerufene Seite existiert leider nicht oder wurde verschoben. Bitte nutzen Sie die Suche.",
        language="de",
    ),
    "de consent": wall(
        "Cookie-Hinweis",
        "Diese Website verwendet Cookies. Mit Ihrer Einwilligung messen wir, wie sie genutzt wird.",
        "Alle akzeptieren",
        "Alle ablehnen",
        language="de",
    ),
    "de maintenance": wall(
        "Wartung",
        "Unsere Website ist wegen Wartungsarbeiten derzeit nicht erreichbar. Wir bitten um Verständnis.",
        language="de",
    ),
    "es soft 404": site(
        "Página no encontrada",
        "Lo sentimos, la página que busca no existe o ha sido movida.",
        "Volver al inicio",
        language="es",
    ),
    "es denied": wall(
        "Acceso denegado",
        "No tiene permiso para acceder a esta página. Póngase en contacto con el administrador.",
        language="es",
    ),
    "ru soft 404": site(
        "МИД Норвейла",
        "# Ошибка 404",
        "Запрашиваемая страница не найдена. Возможно, она была удалена или перемещена.",
        "Перейти на главную страницу",
        language="ru",
    ),
    "ru challenge": wall(
        "Проверка браузера",
        "Проверяем ваш браузер. Это займёт несколько секунд.",
        "Пожалуйста, включите JavaScript и файлы cookie.",
        language="ru",
    ),
    "ar soft 404": site(
        "وزارة الخارجية",
        "عذراً، الصفحة التي تبحث عنها غير موجودة.",
        "العودة إلى الصفحة الرئيسية",
        language="ar",
    ),
    "ar maintenance": wall(
        "صيانة", "الموقع تحت الصيانة حالياً. نعتذر عن الإزعاج، يرجى المحاولة لاحقاً.", language="ar"
    ),
    "pt soft 404": site(
        "Página não encontrada",
        "A página que procura não existe ou foi movida.",
        "Voltar à página inicial",
        language="pt",
    ),
    "pt login": wall(
        "Entrar",
        "É necessário iniciar sessão para ver este conteúdo.",
        "Utilizador",
        "Palavra-passe",
        language="pt",
    ),
}

GENUINE: dict[str, Sample] = {
    "one sentence": site("Ceasefire in Veskia", "Norvale welcomes the ceasefire."),
    "condolence": site(
        "Condolences",
        "The Minister extends her condolences to the families of those who died at Port Halvern.",
    ),
    "cyber attack": site(
        "Statement on the cyber attack against the ministry",
        "The ministry's website is currently unavailable after a cyber attack. Norvale condemns the attack and holds Lurania responsible. Consular services continue by telephone.",
    ),
    "phishing": site(
        "Warning about false e-mails",
        "Citizens have received e-mails that ask them to enter their password on a false login page of this ministry.",
        "The ministry never asks for passwords. Norvale will work with Estmark to take the servers down.",
    ),
    "cookies act": site(
        "Council adopts rules on cookies",
        "The Council today adopted rules on the use of cookies. Websites must ask before they store cookies on a device, and must let users reject all cookies with one click.",
    ),
    "inspectors": site(
        "Access denied to inspectors in Lurania",
        "Access was denied to the inspectors for the third time. Norvale demands that Lurania grant access without delay.",
    ),
    "reactor": site(
        "Reactor at Halvern under maintenance",
        "Reactor 2 at Halvern is undergoing scheduled maintenance until 4 May. Norvale has informed the Agency and its neighbours.",
    ),
    "our partners": site(
        "Support for Estmark",
        "We and our partners will support Estmark. We value the friendship of its people.",
    ),
    "de side": site(
        "Erklärung",
        "Die estmarkische Seite ist nicht mehr bereit, über den Halden-See zu verhandeln. Norwale bedauert das.",
        language="de",
    ),
    "zh visit": site(
        "外交部发言人答记者问",
        "洛拉尼亚拒绝访问团入境，我们对此表示遗憾。诺维尔将继续同埃斯特马克保持沟通。",
        language="zh",
    ),
    "ko inspectors": site(
        "대변인 성명",
        "사찰단의 핵시설 접근이 거부된 데 대해 깊은 유감을 표한다. 노르베일은 즉각적인 접근 허용을 촉구한다.",
        language="ko",
    ),
    "ja reactor": site(
        "報道官談話", "原子炉は現在メンテナンス中です。ノルベールは近隣国に通報しました。", language="ja"
    ),
    "fr site": site(
        "Déclaration",
        "Les inspecteurs se sont vu refuser l'accès à ce site nucléaire. La Norvale le regrette.",
        language="fr",
    ),
    "ru reactor": site(
        "Заявление",
        "На реакторе в Хальверне проводятся плановые работы. Норвейл уведомил соседей.",
        language="ru",
    ),
    "es ship": site(
        "Comunicado",
        "El buque no está autorizado a entrar en el puerto de Halvern. Norvale pide una solución.",
        language="es",
    ),
    "erratum": site(
        "Erratum", "In the statement of 3 March, for “Veskia” read “Estmark”. The ministry regrets the error."
    ),
}
