; The guest of the benchmarks beside QEMU, in one boot sector: writes to every page of its memory, says so on the debug
; console, then halts, or goes on writing to a working set at a steady rate, one page after the other.
;
; Given with nasm -D: LOW_END and HIGH_END, where the memory below and above the 4 GiB line ends (0: leave it zero);
; SET_PAGES, the working set's size (0: halt); STEP_TICKS, time stamp counter ticks for STEP_PAGES writes.

SET        equ 16 << 20         ; where the working set starts
STEP_PAGES equ 64
PML4       equ 0x1000
PDPT       equ 0x2000
CONSOLE    equ 0xe9

org 0x7c00
bits 16
        cli
        xor     ax, ax
        mov     ds, ax
        mov     es, ax
        in      al, 0x92        ; the A20 gate
        or      al, 2
        out     0x92, al

        xor     ax, ax          ; 16 GiB, mapped one to one in pages of 1 GiB
        mov     di, PML4
        mov     cx, 0x1000
        rep     stosw
        mov     word [PML4], PDPT | 3
        mov     di, PDPT
        mov     eax, 0x83
        xor     edx, edx
        mov     cx, 16
map:    mov     [di], eax
        mov     [di + 4], edx
        add     di, 8
        add     eax, 1 << 30
        adc     edx, 0
        loop    map

        lgdt    [table]         ; from real mode to long mode at once
        mov     eax, 0x20       ; CR4.PAE
        mov     cr4, eax
        mov     eax, PML4
        mov     cr3, eax
        mov     ecx, 0xc0000080 ; EFER.LME
        rdmsr
        or      ah, 1
        wrmsr
        mov     eax, 0x80000001 ; CR0.PG and CR0.PE
        mov     cr0, eax
        jmp     8:wide

bits 64
wide:   xor     eax, eax
        mov     ss, ax
        mov     esp, 0x7c00
        mov     edi, 2 << 20
        mov     rsi, LOW_END
        call    fill
        mov     rdi, 4 << 30
        mov     rsi, HIGH_END
        call    fill
        mov     al, 'F'         ; filled
        out     CONSOLE, al
        mov     ebx, SET_PAGES
        test    ebx, ebx
        jnz     work
halt:   hlt
        jmp     halt

work:   xor     ebp, ebp        ; the next page of the set
        call    ticks
        mov     r8, rax         ; when the step began
step:   mov     ecx, STEP_PAGES
write:  mov     eax, ebp
        shl     rax, 12
        inc     qword [rax + SET]
        inc     ebp
        cmp     ebp, ebx
        jb      inside
        xor     ebp, ebp
inside: loop    write
        mov     rsi, STEP_TICKS
        add     r8, rsi
wait_:  call    ticks
        cmp     rax, r8
        jb      wait_
        mov     r8, rax         ; what a pause took is not made up
        jmp     step

ticks:  rdtsc
        shl     rdx, 32
        or      rax, rdx
        ret

fill:   cmp     rdi, rsi        ; some words in each page from rdi to rsi
        jae     full
        mov     [rdi], rdi
        mov     [rdi + 1024], rdi
        mov     [rdi + 4088], rdi
        add     rdi, 4096
        jmp     fill
full:   ret

align 8
codes:  dq 0, 0x00209a0000000000
table:  dw 15
        dd codes

        times 510 - ($ - $$) db 0
        dw 0xaa55
