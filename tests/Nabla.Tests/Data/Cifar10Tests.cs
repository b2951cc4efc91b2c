using Nabla.Data;
using Nabla.Files;
using Xunit;

namespace Nabla.Tests.Data;

public sealed class Cifar10Tests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    static byte[] Records(params byte[] labels)
    {
        var bytes = new byte[labels.Length * 3073];
        for (int i = 0; i < labels.Length; i++)
        {
            bytes[i * 3073] = labels[i];
            for (int k = 0; k < 3072; k++)
            {
                bytes[(i * 3073) + 1 + k] = (byte)((k / 1024 * 80) + (k % 32) + i);
            }
        }

        return bytes;
    }

    [Fact]
    public void Pictures_come_with_the_channels_last()
    {
        File.WriteAllBytes(folder.File("data_batch_1.bin"), Records(3, 9));
        File.WriteAllBytes(folder.File("data_batch_2.bin"), Records(0));
        var (images, labels) = Cifar10.Read(folder.Path);
        Assert.Equal([3, 32, 32, 3], images.Shape);
        Assert.Equal(new byte[] { 3, 9, 0 }, labels.ToArray<byte>());
        Assert.Equal(new byte[] { 6, 86, 166 }, images[1, 7, 5].ToArray<byte>());
        Assert.Equal("cat", Cifar10.ClassNames[3]);
    }

    [Fact]
    public void What_is_no_sequence_of_records_is_refused()
    {
        File.WriteAllBytes(folder.File("short.bin"), new byte[3072]);
        Assert.Contains("records", Assert.Throws<ModelFormatException>(() => Cifar10.Read(folder.File("short.bin"))).Message);
        File.WriteAllBytes(folder.File("wrong.bin"), Records(1, 10));
        Assert.Contains("class 10", Assert.Throws<ModelFormatException>(() => Cifar10.Read(folder.File("wrong.bin"))).Message);
        Assert.Throws<FileNotFoundException>(() => Cifar10.Read(folder.File("none.bin")));
    }
}
