"""The words around many questions at once, in each language."""

from __future__ import annotations

import dataclasses

from qa.web.texts.batch_fields import BatchWords

SIMPLIFIED = BatchWords(
    title="批量提问",
    hint="选一个问题文件，或拖到这里：txt 一行一个问题，csv、xlsx 取表头是“问题”的一列或第一列。最多 {n} 个问题、{limit} KB；每个问题都问全部报告。",
    choose="选择问题文件",
    reading="正在读 {name}……",
    unread="这个文件读不成问题：{reason}",
    too_large="文件太大，最多 {limit} KB：请分成几份，或用命令 wenbao ask --file。",
    too_many="文件里有 {found} 个问题，这里一次最多 {n} 个：请分成几份，或用命令 wenbao ask --file。",
    found="{name}：{n} 个问题",
    troubled="其中 {n} 个不能问，答案表里写明原因。",
    asking="已回答 {n} / {all}",
    done="已答完：{answered} 个有答案，{likely} 个可能，{untold} 个没有。",
    stopped="已停在 {n} / {all}；已有的答案可以下载，也可以继续。",
    failed="回答到 {n} / {all} 时出错：已有的答案还在，可以下载，也可以继续。",
    stop="停止",
    go_on="继续",
    save_xlsx="下载 Excel",
    save_csv="下载 CSV",
    file="批量答案",
)

TRADITIONAL = dataclasses.replace(
    SIMPLIFIED,
    title="批次提問",
    hint="選一個問題檔案，或拖到這裡：txt 一行一個問題，csv、xlsx 取表頭是「問題」的一欄或第一欄。最多 {n} 個問題、{limit} KB；每個問題都問全部報告。",
    choose="選擇問題檔案",
    reading="正在讀 {name}……",
    unread="這個檔案讀不成問題：{reason}",
    too_large="檔案太大，最多 {limit} KB：請分成幾份，或用命令 wenbao ask --file。",
    too_many="檔案裡有 {found} 個問題，這裡一次最多 {n} 個：請分成幾份，或用命令 wenbao ask --file。",
    found="{name}：{n} 個問題",
    troubled="其中 {n} 個不能問，答案表裡寫明原因。",
    asking="已回答 {n} / {all}",
    stopped="已停在 {n} / {all}；已有的答案可以下載，也可以繼續。",
    done="已答完：{answered} 個有答案，{likely} 個可能，{untold} 個沒有。",
    failed="回答到 {n} / {all} 時出錯：已有的答案還在，可以下載，也可以繼續。",
    go_on="繼續",
    save_xlsx="下載 Excel",
    save_csv="下載 CSV",
    file="批次答案",
)

ENGLISH = BatchWords(
    title="Many questions",
    hint="Choose a file of questions, or drop it here: a txt with one a line; of a csv or xlsx the column headed 问题 or question, or the first. At most {n} questions and {limit} KB; each asks all reports.",
    choose="Choose a file of questions",
    reading="Reading {name}…",
    unread="No questions could be read of this file: {reason}",
    too_large="The file is too large: at most {limit} KB. Split it, or use wenbao ask --file.",
    too_many="The file holds {found} questions, {n} are asked here at most: split it, or use wenbao ask --file.",
    found="{name}: questions: {n}",
    troubled="{n} of them cannot be asked; the table of answers says why.",
    asking="Answered: {n} of {all}",
    done="Done: answered {answered}, likely {likely}, not told {untold}.",
    stopped="Stopped at {n} of {all}: download what there is, or go on.",
    failed="It failed at {n} of {all}: the answers so far are kept; download them, or go on.",
    stop="Stop",
    go_on="Go on",
    save_xlsx="Download Excel",
    save_csv="Download CSV",
    file="answers",
)
