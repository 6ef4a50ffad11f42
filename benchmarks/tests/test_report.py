"""Reports contain the measured values."""

from benchmarks.comparison import Row, comparison_tables
from benchmarks.load import Load, Round
from benchmarks.report import replace_section, table


def rounds(*rates: int) -> list[Round]:
    return [Round(Load(rate, 1.0, p50=2.0, p99=3.0, failed=0), server_cpu=0.5, database_cpu=None) for rate in rates]


def test_a_ratio_is_the_median_of_the_ratios_of_the_rounds() -> None:
    row = Row("SQLite", "list", {"ours": rounds(100, 10, 80), "limit": rounds(100, 20, 160)})

    title, lines = comparison_tables([row])

    assert title == "**SQLite**"
    assert lines == (
        "|  | requests/s | p50 ms | p99 ms | server CPU ms | database CPU ms | ours ÷ this |\n"
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: |\n"
        "| list, ours | 80 | 2.00 | 3.00 | 0.500 |  |  |\n"
        "| list, limit | 100 | 2.00 | 3.00 | 0.500 |  | **0.50** |"
    )


def test_a_section_is_replaced_and_the_rest_of_the_document_stays() -> None:
    document = "# Title\n\n<!-- make bench -->\nold\n<!-- end of make bench -->\n\nThe end.\n"

    assert replace_section(document, "make bench", table(["a", "b"], [["c", "1"]])) == (
        "# Title\n\n<!-- make bench -->\n\n"
        "| a | b |\n| --- | ---: |\n| c | 1 |\n"
        "\n<!-- end of make bench -->\n\nThe end.\n"
    )
