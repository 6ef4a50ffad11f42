"""A sample belongs to the running part of the server."""

from benchmarks.breakdown import samples_by_part

ROOT = "run (/lib/site-packages/uvicorn/server.py:71);Runner.run (/lib/python3.11/asyncio/runners.py:118)"
HANDLER = f"{ROOT};HTTPRoute.handle (/lib/site-packages/litestar/routes/http.py:81);f (/srv/controllers/tags.py:20)"


def test_a_sample_belongs_to_the_part_of_the_innermost_frame_with_a_part() -> None:
    stacks = "\n".join(
        [
            f"{ROOT} 1",
            f"{HANDLER} 2",
            f"{HANDLER};run (/lib/site-packages/sqlalchemy/engine/base.py:1);split (/lib/python3.11/string.py:2) 3",
            f"{ROOT};__Pyx_data_received (/project/asyncpg/protocol/protocol.c:84480);read (/usr/lib/libc.so.6) 4",
            f"{HANDLER};gc_collect_main (/usr/lib/libpython3.11.so.1.0) 5",
            "start_thread (/usr/lib/libc.so.6) 6",
        ]
    )

    assert samples_by_part(stacks) == {
        "framework": 1,
        "contract": 2,
        "SQLAlchemy": 3,
        "driver": 4,
        "garbage": 5,
        "other": 6,
    }


def test_samples_of_waiting_threads_are_ignored() -> None:
    wait = (
        "_worker (/lib/site-packages/aiosqlite/core.py:59);acquire_lock_timed (/lib/libpython.so);0x7f6d (/lib/libc.so)"
    )

    build = wait.replace("acquire_lock_timed", "PyThread_acquire_lock_timed")

    assert samples_by_part(f"{wait} 9\n{build} 9\n{ROOT};epoll_pwait (/usr/lib/libc.so.6) 9\n{ROOT} 1") == {
        "framework": 1
    }
