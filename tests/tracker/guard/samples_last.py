"""Pages written after the words were mended once more: the figures of first sight in the decision are of these too."""

from __future__ import annotations

from tests.tracker.guard.pages import Sample, site, wall

WALLS: dict[str, Sample] = {
    "en slow down": wall(
        "Too Many Requests",
        "# Too Many Requests",
        "You have sent too many requests in a given amount of time. Please slow down.",
    ),
    "en browser old": wall(
        "mfa.norvale.example",
        "Your browser is not supported. Please enable JavaScript and reload the page to continue.",
    ),
    "en gate": wall("One moment", "We are checking that the connection to mfa.norvale.example is secure."),
    "en privacy centre": wall(
        "Privacy",
        "We and our partners use cookies and similar technologies to measure how our content performs.",
        "Agree",
        "Learn more",
    ),
    "en members": site("Library", "This document is for registered users only. Please log in or register."),
    "en planned": site(
        "MFA",
        "# Planned maintenance",
        "Some of our services are unavailable this weekend while we carry out planned maintenance on this website.",
    ),
    "en server": wall("Error 500", "Something went wrong on our side. Please try again later."),
    "en gone": site(
        "MFA",
        "# Sorry, this page isn't available",
        "The link you followed may be broken, or the page may have been removed.",
    ),
    "en url": wall(
        "Object not found!",
        "The requested URL was not found on this server. If you entered the URL manually please check your spelling and try again.",
    ),
    "en legal": wall("Restricted", "Access to this website is restricted in your jurisdiction."),
    "ko gate": wall(
        "보안 접속", "안전한 접속을 위해 브라우저를 확인하는 중입니다. 잠시만 기다려 주십시오.", language="ko"
    ),
    "ko gone": site("외교부", "해당 게시물은 존재하지 않습니다.", "목록으로", language="ko"),
    "ko abroad": wall("접근 제한", "해외에서는 본 사이트에 접속할 수 없습니다.", language="ko"),
    "ko consent": wall(
        "쿠키 안내",
        "본 사이트는 서비스 향상을 위해 쿠키를 사용합니다. 계속 이용하시면 쿠키 사용에 동의하는 것으로 간주됩니다.",
        "모두 동의",
        language="ko",
    ),
    "ja gone": site(
        "外務省",
        "お探しのページは、移動したか削除された可能性があります。",
        "トップページへ戻る",
        language="ja",
    ),
    "ja login": wall(
        "ログイン", "このページをご覧になるにはログインが必要です。", "パスワードをお忘れの方", language="ja"
    ),
    "ja busy": wall(
        "503",
        "アクセスが集中しているため、ページを表示できません。しばらくしてから再度お試しください。",
        language="ja",
    ),
    "zh gone": site("外交部", "您要查看的内容不存在或已被移除。", "返回上一页", language="zh"),
    "zh slider": wall("验证", "请按住滑块，拖动到最右边完成验证。", language="zh"),
    "zh consent": wall(
        "提示",
        "我们使用Cookie来改善您的体验。继续浏览即表示您同意我们的隐私政策。",
        "全部接受",
        language="zh",
    ),
    "fr gone": site(
        "Ministère",
        "Désolé, le contenu demandé n'est plus disponible.",
        "Consultez le plan du site.",
        language="fr",
    ),
    "fr works": wall(
        "Indisponible",
        "En raison d'une opération de maintenance, ce site est momentanément inaccessible.",
        language="fr",
    ),
    "fr denied": wall(
        "Accès refusé", "Vous n'avez pas l'autorisation d'accéder à cette page.", language="fr"
    ),
    "de gone": site(
        "Ministerium",
        "Leider konnten wir die gesuchte Seite nicht finden.",
        "Bitte prüfen Sie die Adresse oder gehen Sie zur Startseite.",
        language="de",
    ),
    "de works": wall(
        "Hinweis",
        "Wegen dringender Wartungsarbeiten steht unsere Website vorübergehend nicht zur Verfügung.",
        language="de",
    ),
    "de denied": wall(
        "Zugriff verweigert", "Sie haben keine Berechtigung, diese Seite aufzurufen.", language="de"
    ),
    "es gone": site(
        "Ministerio", "El contenido que busca ya no está disponible en este sitio web.", language="es"
    ),
    "es login": wall(
        "Acceso",
        "Debe iniciar sesión para ver este documento.",
        "Usuario",
        "Contraseña",
        "¿Olvidó su contraseña?",
        language="es",
    ),
    "ru login": wall(
        "Вход", "Чтобы продолжить, войдите в свою учётную запись.", "Логин", "Пароль", language="ru"
    ),
    "ru consent": wall(
        "Файлы cookie",
        "Мы используем файлы cookie. Продолжая пользоваться сайтом, вы соглашаетесь с их использованием.",
        "Принять",
        language="ru",
    ),
    "ar works": wall("عذراً", "الموقع غير متاح حالياً بسبب أعمال الصيانة. سنعود قريباً.", language="ar"),
    "ar consent": wall(
        "ملفات تعريف الارتباط",
        "يستخدم هذا الموقع ملفات تعريف الارتباط لتحسين تجربتك.",
        "قبول الكل",
        language="ar",
    ),
    "ar denied": wall("تم رفض الوصول", "ليس لديك صلاحية الوصول إلى هذه الصفحة.", language="ar"),
    "pt bot": wall("Só um momento…", "Confirme que você é humano para continuar.", language="pt"),
    "pt denied": wall("Acesso negado", "Você não tem permissão para acessar esta página.", language="pt"),
}

GENUINE: dict[str, Sample] = {
    "page of the agreement": site(
        "Agreement initialled",
        "Each page of the agreement was initialled. The page on tariffs could not be agreed.",
    ),
    "access to the strait": site(
        "Halden Strait", "Access to the strait is restricted in wartime. Norvale will keep to the convention."
    ),
    "blocked convoy": site(
        "Blocked",
        "The convoy was blocked at the border for the second day. Norvale calls on Lurania to let it pass.",
    ),
    "temporarily closed embassy": site(
        "Embassy in Lurania",
        "The embassy in Lurania is temporarily closed. Norvale will open it again as soon as its staff are safe.",
    ),
    "service unavailable": site(
        "Power",
        "Electricity is unavailable in half of Halvern after the attack. Repair crews are working; please wait for further notice.",
    ),
    "session": site(
        "Assembly",
        "Your session has begun well, the Minister told the Assembly. Norvale will vote for the resolution.",
    ),
    "partners": site(
        "Joint statement",
        "We and our partners use every channel to end the war, and we will be back soon with a proposal.",
    ),
    "human": site("Autonomous weapons", "Norvale will verify that a human decides. A robot must not."),
    "apology": site(
        "Apology",
        "The government is sorry for what was done at Cape Sund. It will pay compensation to all families.",
    ),
    "denied report": site(
        "Denial", "Norvale denies the report. There is no such agreement, and there will not be one."
    ),
    "de login": site(
        "Cyberangriff",
        "Unbekannte haben Passwörter von Beamten gestohlen. Norwale wird die Anmeldung zu allen Systemen ändern.",
        language="de",
    ),
    "es mantenimiento": site(
        "Acuerdo",
        "Norvale y Estmark se encargarán del mantenimiento de la paz. El mandato se renueva por un año.",
        language="es",
    ),
    "fr paix": site(
        "Maintien de la paix",
        "La Norvale enverra deux cents soldats. Ce service est indisponible pour d'autres missions jusqu'en mai.",
        language="fr",
    ),
    "ru error": site(
        "Комментарий",
        "Произошла ошибка, за которую Норвейл приносит извинения. Виновные будут наказаны.",
        language="ru",
    ),
    "zh refuse": site("声明", "我方拒绝接受该要求，并已禁止有关人员入境。", language="zh"),
    "ja access": site("談話", "査察官の立ち入りが拒否されたことは極めて遺憾です。", language="ja"),
    "ko system": site("합의", "양국은 미사일 경보 시스템을 공동으로 점검하기로 합의하였다.", language="ko"),
    "ar access": site("بيان", "تطالب نورفال بالسماح للمفتشين بالوصول إلى الموقع دون تأخير.", language="ar"),
}
