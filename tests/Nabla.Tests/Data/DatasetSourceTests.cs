using System.Net;
using System.Security.Cryptography;
using Nabla.Data;
using Nabla.Formats;
using Nabla.Tests.Formats;
using Xunit;

namespace Nabla.Tests.Data;

public sealed class DatasetSourceTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("nabla-dataset-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    static readonly string[] names = ["train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz", "t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz"];

    static readonly byte[][] contents =
    [
        Idx.Encode(new IdxArray(IdxType.UInt8, [3, 2, 2], new byte[12]), gzip: true),
        Idx.Encode(new IdxArray(IdxType.UInt8, [3], [0, 9, 4]), gzip: true),
        Idx.Encode(new IdxArray(IdxType.UInt8, [1, 2, 2], [1, 2, 3, 4]), gzip: true),
        Idx.Encode(new IdxArray(IdxType.UInt8, [1], [7]), gzip: true),
    ];

    sealed class Server(Func<Uri, HttpResponseMessage> answer) : HttpMessageHandler
    {
        public List<string> Asked { get; } = [];

        protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Asked.Add(request.RequestUri!.AbsoluteUri);
            return answer(request.RequestUri);
        }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(Send(request, cancellationToken));
    }

    DatasetSource Source(HttpMessageHandler server, string? variable = null) =>
        new(
            "mnist",
            [.. names.Zip(contents, (name, bytes) => new DatasetFile(name, bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes))))],
            [new("https://first.example/"), new("https://second.example/data/")])
        {
            CacheFolder = Path.Combine(folder, "cache"),
            VariableFolder = variable,
            Connection = () => server,
        };

    static Server Offline => new(_ => throw new HttpRequestException("no connection"));

    static byte[] ContentOf(Uri address) => contents[Array.IndexOf(names, address.Segments[^1])];

    static Server Online(string host) => new(address => address.Host == host
        ? new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(ContentOf(address)) }
        : new HttpResponseMessage(HttpStatusCode.NotFound));

    string Fill(string name, Func<string, string> rename, bool packed)
    {
        string place = Path.Combine(folder, name);
        Directory.CreateDirectory(place);
        for (int i = 0; i < 4; i++)
        {
            IdxArray array = Idx.Decode(contents[i]);
            File.WriteAllBytes(Path.Combine(place, rename(names[i])), packed ? contents[i] : Idx.Encode(array));
        }

        return place;
    }

    [Fact]
    public void Files_are_found_packed_unpacked_and_one_folder_deeper()
    {
        foreach ((string given, string at, Func<string, string> rename, bool packed) in ((string, string, Func<string, string>, bool)[])
            [("a", "a", n => n, true), ("b", "b", n => n[..^3], false), ("c", "c", n => n[..^3].Replace("-idx", ".idx"), false), ("d", "d/mnist", n => n, true)])
        {
            Fill(at, rename, packed);
            ImageDataset data = Mnist.Load(Source(Offline), Path.Combine(folder, given), null, CancellationToken.None);
            Assert.Equal([0, 9, 4], data.TrainLabels.Bytes);
            Assert.Equal([1, 2, 3, 4], data.TestImages.Bytes);
        }
    }

    [Fact]
    public void A_given_folder_without_the_files_is_an_error_that_names_them()
    {
        FileNotFoundException e = Assert.Throws<FileNotFoundException>(() => Mnist.Load(Source(Offline), folder, null, CancellationToken.None));
        Assert.Contains("t10k-labels-idx1-ubyte.gz", e.Message, StringComparison.Ordinal);
        Assert.Contains(folder, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_variables_folder_comes_before_the_cache_and_the_internet()
    {
        Server server = Offline;
        Assert.NotNull(Source(server, Fill("v", n => n, packed: true)).Find(null, null, CancellationToken.None));
        Assert.Empty(server.Asked);
    }

    [Fact]
    public void A_download_takes_the_next_mirror_and_is_kept()
    {
        List<string> told = [];
        Server server = Online("second.example");
        Assert.Equal(4, Source(server).Find(null, told.Add, CancellationToken.None)!.Count);
        Assert.Equal("https://second.example/data/t10k-labels-idx1-ubyte.gz", server.Asked[^1]);
        Assert.Contains(told, text => text.StartsWith("Downloading", StringComparison.Ordinal));
        Server later = Offline;
        Assert.NotNull(Source(later).Find(null, null, CancellationToken.None));
        Assert.Empty(later.Asked);
    }

    [Fact]
    public void Bytes_with_another_checksum_are_not_kept()
    {
        Server server = new(address =>
        {
            byte[] wrong = [.. ContentOf(address)];
            wrong[^1] ^= 1;
            return new(HttpStatusCode.OK) { Content = new ByteArrayContent(wrong) };
        });
        List<string> told = [];
        Assert.Null(Source(server).Find(null, told.Add, CancellationToken.None));
        Assert.Contains("SHA-256", Assert.Single(told, text => text.Contains("could not", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(folder, "cache")));
    }

    [Fact]
    public void A_damaged_cache_is_fetched_again()
    {
        Assert.NotNull(Source(Online("first.example")).Find(null, null, CancellationToken.None));
        string path = Path.Combine(folder, "cache", names[2]);
        byte[] damaged = File.ReadAllBytes(path);
        damaged[5] ^= 1;
        File.WriteAllBytes(path, damaged);
        Server server = Online("first.example");
        Assert.NotNull(Source(server).Find(null, null, CancellationToken.None));
        Assert.Equal("https://first.example/" + names[2], Assert.Single(server.Asked));
    }

    [Fact]
    public void Without_files_or_connection_digits_are_drawn_and_the_user_is_told()
    {
        List<string> told = [];
        ImageDataset data = Mnist.Load(Source(Offline), null, told.Add, CancellationToken.None);
        Assert.Equal([60_000, 28, 28], data.TrainImages.Lengths);
        Assert.Equal([10_000], data.TestLabels.Lengths);
        Assert.Contains(told, text => text.Contains("drawn digits", StringComparison.Ordinal));
        Assert.Throws<FileNotFoundException>(() => FashionMnist.Load(Source(Offline), null, null, CancellationToken.None));
    }

    [Fact]
    public void Files_that_do_not_belong_together_are_refused()
    {
        string place = Fill("x", n => n, packed: true);
        File.WriteAllBytes(Path.Combine(place, names[1]), Idx.Encode(new IdxArray(IdxType.UInt8, [2], [1, 2])));
        Assert.Throws<ModelFormatException>(() => Mnist.Load(Source(Offline), place, null, CancellationToken.None));
        File.WriteAllBytes(Path.Combine(place, names[1]), Idx.Encode(new IdxArray(IdxType.UInt8, [3], [1, 2, 10])));
        Assert.Throws<ModelFormatException>(() => Mnist.Load(Source(Offline), place, null, CancellationToken.None));
        File.WriteAllBytes(Path.Combine(place, names[1]), contents[0]);
        Assert.Throws<ModelFormatException>(() => Mnist.Load(Source(Offline), place, null, CancellationToken.None));
    }

    [Fact]
    public void The_real_files_have_the_checksums_that_stand_in_the_source()
    {
        foreach ((DatasetSource source, string name) in ((DatasetSource, string)[])[(Mnist.Source, "mnist"), (FashionMnist.Source, "fashion-mnist")])
        {
            DatasetSource asCache = new(name, source.Files, [])
            {
                CacheFolder = Path.Combine(Materials.Artifacts, "datasets", name),
                VariableFolder = null,
                Connection = () => Offline,
            };
            ImageDataset data = ImageDataset.Read(asCache.Find(null, null, CancellationToken.None)!);
            Assert.Equal([60_000, 28, 28], data.TrainImages.Lengths);
            Assert.Equal([10_000, 28, 28], data.TestImages.Lengths);
        }

        ((Tensor images, Tensor labels), _) = Mnist.LoadData(Path.Combine(Materials.Artifacts, "datasets"));
        Assert.Equal("[60000, 28, 28] uint8, [60000] uint8", $"{images.Shape} {images.ElementType.Name}, {labels.Shape} {labels.ElementType.Name}");
        Assert.Equal([5, 0, 4], labels.ToArray<byte>()[..3]);
    }
}
