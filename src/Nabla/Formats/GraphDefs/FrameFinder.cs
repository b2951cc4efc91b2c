using Nabla.Files;

namespace Nabla.Formats.GraphDefs;

/// <summary>Finds the loop in which each node stands, and refuses nodes that wait for one another.</summary>
static class FrameFinder
{
    /// <summary>Puts all nodes into their loops; the answer is the whole around all loops.</summary>
    public static BuildFrame Assign(IReadOnlyList<BuildItem> items, string file)
    {
        var whole = new BuildFrame("", null);
        var waiting = new Dictionary<BuildItem, int>();
        var users = new Dictionary<BuildItem, List<BuildItem>>();
        var ready = new Queue<BuildItem>();
        var known = new HashSet<BuildItem>(items);
        foreach (var item in items)
        {
            var count = 0;
            foreach (var source in Sources(item))
            {
                if (!known.Contains(source)) continue;
                count++;
                if (!users.TryGetValue(source, out var list)) users.Add(source, list = []);
                list.Add(item);
            }
            waiting.Add(item, count);
            if (count == 0) ready.Enqueue(item);
        }
        var done = 0;
        while (ready.TryDequeue(out var item))
        {
            done++;
            Place(item, whole);
            foreach (var user in users.GetValueOrDefault(item) ?? [])
            {
                if (--waiting[user] == 0) ready.Enqueue(user);
            }
        }
        if (done < items.Count)
        {
            var stuck = items.Where(item => waiting[item] > 0).Select(item => ContainedFile.Shown(item.Node.Name)).ToList();
            throw new ModelFormatException(file, "", $"{stuck.Count} nodes wait for one another, outside of loops: {string.Join(", ", stuck.Take(5))}");
        }
        foreach (var item in items) item.Frame.Items.Add(item);
        return whole;
    }

    /// <summary>What has to run before a node in the same turn.</summary>
    public static IEnumerable<BuildItem> Sources(BuildItem item) =>
        item.Inputs.Select(input => input.Source).Where(source => !(source.IsBackEdge && StructuralTypes.IsMerge(item.Type))).Concat(item.Controls);

    static void Place(BuildItem item, BuildFrame whole)
    {
        var frame = whole;
        foreach (var source in Sources(item))
        {
            var there = source.Frame is null ? whole : source.OutputFrame;
            if (there.IsIn(frame)) frame = there;
            else if (!frame.IsIn(there)) throw item.Node.Attributes.Bad($"its inputs come from two loops, '{frame.Name}' and '{there.Name}'");
        }
        if (StructuralTypes.IsEnter(item.Type))
        {
            var name = item.Node.Attributes.Text("frame_name");
            if (!frame.Children.TryGetValue(name, out var child)) frame.Children.Add(name, child = new BuildFrame(name, frame));
            if (child.Depth > 64) throw item.Node.Attributes.Bad("more than 64 loops stand inside one another");
            frame = child;
        }
        else if (frame.Parent is null && (StructuralTypes.IsExit(item.Type) || item.IsBackEdge))
        {
            throw item.Node.Attributes.Bad("it stands in no loop: what it takes comes from no Enter node");
        }
        item.Frame = frame;
    }
}
