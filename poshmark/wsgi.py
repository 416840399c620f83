"""The WSGI application that gunicorn serves."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "poshmark.settings")
# A page's products are tiny: a second BLAS thread would spend a whole core on waiting for them.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

application = get_wsgi_application()
_ = get_resolver().url_patterns  # loads every page now, and not with the first request
gc.freeze()  # a full collection would walk all that is loaded, for 80 ms of some request
