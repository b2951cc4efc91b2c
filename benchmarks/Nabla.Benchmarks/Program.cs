using System.Globalization;
using Nabla.Benchmarks;
using Nabla.Benchmarks.Accuracy;
using Nabla.Benchmarks.Rows;
using Nabla.Kernels;

switch (args)
{
    case ["ulp", ..]:
        return UlpWalk.Run(args.AsSpan(1));
    case ["memory"]:
        return MemoryRun.Run();
    case ["start", "train" or "predict"]:
        return StartRows.Run(args[1]);
}

string? filter = null, json = null;
bool quick = false, alone = false;
for (int i = 0; i < args.Length; i++)
{
    switch (args[i])
    {
        case "--filter" when i + 1 < args.Length:
            filter = args[++i];
            break;
        case "--json" when i + 1 < args.Length:
            json = args[++i];
            break;
        case "--quick":
            quick = true;
            break;
        case "--alone":
            alone = true;
            break;
        default:
            Console.Error.WriteLine("usage: Nabla.Benchmarks [--filter NAME] [--quick] [--alone] [--json FILE]");
            Console.Error.WriteLine("       Nabla.Benchmarks ulp [FUNCTION ...] [--stride N]   errors of the elementary functions");
            Console.Error.WriteLine("       Nabla.Benchmarks memory   working set over long training");
            Console.Error.WriteLine("  NAME    part of a row's name; several with commas between");
            Console.Error.WriteLine("  --quick a fifth of the time;  --alone without torch");
            return 2;
    }
}

Machine.Assert();
Machine machine = new();
int all = Workers.Count;
string? reason = "--alone";
using TorchPeer? torch = alone ? null : TorchPeer.Start(out reason);
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"registers of {Machine.Width} bits, {(Machine.Fuses ? "fused" : "no fused")} multiply-add; {all} threads"));
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"multiply-add peak {machine.Peak(1) / 1e9:F0} GFLOP/s on one thread, {machine.Peak(all) / 1e9:F0} on {all}"));
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"copy {machine.Bandwidth(all, 8 << 20) / 1e9:F0} GB/s within 8 MiB, {machine.Bandwidth(all, 1 << 30) / 1e9:F0} GB/s in memory, {all} threads"));
Console.WriteLine(torch is null ? $"no torch: {reason}" : torch.Version);

string[] parts = filter?.Split(',') ?? [""];
const int Rounds = 5;
double slice = (quick ? 0.2 : 1.0) / Rounds;
List<Result> results = [];
Report.Head();
foreach (Row row in RowTable.All.Where(row => parts.Any(part => row.Name.Contains(part, StringComparison.Ordinal))))
{
    int threads = row.Threads == 0 ? all : row.Threads;
    TorchPeer? peer = row.Torch is null ? null : torch;
    Timing timing = new(row.Prepare(), threads);
    peer?.Prepare(row.Torch!, threads);
    timing.Warm(quick ? 0.2 : 0.5);
    for (int round = 0; round < Rounds; round++)
    {
        timing.Sample(slice);
        peer?.Sample(slice);
    }

    Result result = new(row, threads, timing.Times(), peer?.Times(), machine.Limit(row, threads));
    results.Add(result);
    Report.Line(result);
}

if (json is not null)
{
    Report.Write(json, results);
}

return 0;
