from __future__ import annotations

import io
from datetime import date

import pikepdf
import pypdf
import pytest

from careplan.reports.document import Document, Heading, Paragraph
from careplan.reports.printing import render_pdf

from .sample import sample


@pytest.fixture(scope="session")
def sample_pdf() -> bytes:
    return render_pdf(sample())


@pytest.fixture(scope="session")
def reader(sample_pdf: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(sample_pdf))


@pytest.fixture(scope="session")
def structure(sample_pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(sample_pdf))


@pytest.fixture(scope="session")
def grid_reader() -> pypdf.PdfReader:
    """A report whose body is nothing but full lines of hanzi."""
    text = "心理健康关爱行动" * 200
    document = Document("年度报告", "", "明德镇中心小学", "", date(2027, 7, 5), (Heading(1, "一"), Paragraph((text,))))
    return pypdf.PdfReader(io.BytesIO(render_pdf(document)))
