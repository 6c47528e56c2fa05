"""Small disks that can be filled, frozen and broken without affecting anything else."""

import os
import subprocess
import tempfile
from pathlib import Path

import common


def call(*command):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(f"{command[0]} failed: {done.stderr.strip()}")
    return done.stdout.strip()


class Disk:
    """A mounted file system, until `remove`."""

    def __init__(self, megabytes):
        common.must_be_root("it mounts a small disk")
        self.megabytes = megabytes
        self.folder = Path(tempfile.mkdtemp(prefix="sensing-drill-disk-"))
        self.mounted = False

    def unmount(self):
        if self.mounted:
            call("umount", self.folder)
            self.mounted = False

    def remove(self):
        try:
            self.unmount()
        except RuntimeError:
            # A process still has a file open: the mount ends with that process.
            call("umount", "--lazy", self.folder)
            self.mounted = False
        self.folder.rmdir()

    def free(self):
        """Free bytes."""
        stat = os.statvfs(self.folder)
        return stat.f_bavail * stat.f_frsize

    @property
    def filler(self):
        return self.folder / "filler"

    # The amount that is filled last, in small parts.
    LAST = 2 << 20

    def fill(self):
        """Fills the disk with a file, to the last block. Space that the service frees because the disk is full stays free."""
        with open(self.filler, "ab") as file:
            if (most := self.free() - self.LAST) > 0:
                self._take(file, most)
            while 0 < (free := self.free()) < 2 * self.LAST - (1 << 20):
                # Another process may use some of it meanwhile, and the file itself may need a block.
                if not self._take(file, free) and (free <= 1 << 16 or not self._take(file, free // 2)):
                    return

    @staticmethod
    def _take(file, size):
        try:
            os.posix_fallocate(file.fileno(), os.fstat(file.fileno()).st_size, size)
            return True
        except OSError:
            return False

    def make_room(self):
        """Removes the file again."""
        self.filler.unlink(missing_ok=True)


class Tmpfs(Disk):
    """A disk in memory."""

    kind = "tmpfs"

    def mount(self):
        call("mount", "-t", "tmpfs", "-o", f"size={self.megabytes}m", "tmpfs", self.folder)
        self.mounted = True
        return self


class Ext4(Disk):
    """A real file system in a file."""

    kind = "ext4"

    def __init__(self, megabytes, block=1024):
        super().__init__(megabytes)
        # What mkfs.ext4 uses for a disk this small; larger ones have 4096.
        self.block = block
        self.image = self.folder.with_suffix(".img")
        self.loop = None

    def mount(self):
        with open(self.image, "wb") as image:
            image.truncate(self.megabytes * 1024 * 1024)
        # No blocks are reserved for root, because the service may run as root.
        call("mkfs.ext4", "-q", "-F", "-m", "0", "-N", "2048", "-b", self.block, self.image)
        self._mount()
        return self

    def _mount(self):
        self.loop = call("losetup", "--find", "--show", self.image)
        call("mount", "-o", "errors=remount-ro", self.loop, self.folder)
        self.mounted = True

    def break_down(self):
        """Makes the kernel believe that the file system is damaged: it is read-only until it is repaired."""
        name = Path(self.loop).name
        Path(f"/sys/fs/ext4/{name}/trigger_fs_error").write_text("a drill")

    def repair(self):
        """Unmounts the disk, checks it with e2fsck, and mounts it again. Nothing may use it meanwhile."""
        self.unmount()
        done = subprocess.run(["e2fsck", "-f", "-y", self.image], capture_output=True, text=True)
        if done.returncode > 2:
            raise RuntimeError(f"e2fsck failed: {done.stdout.strip()}")
        self._mount()

    def freeze(self):
        call("fsfreeze", "--freeze", self.folder)

    def thaw(self):
        call("fsfreeze", "--unfreeze", self.folder)

    def unmount(self):
        super().unmount()
        if self.loop:
            call("losetup", "--detach", self.loop)
            self.loop = None

    def remove(self):
        try:
            super().remove()
        finally:
            if self.loop:
                call("losetup", "--detach", self.loop)
            self.image.unlink(missing_ok=True)
